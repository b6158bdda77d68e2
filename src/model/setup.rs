//! The opening population, traits of agents, and the start of a policy window.

use super::accounts::{Accounts, Party};
use super::equations::scale;
use super::state::{
    BELIEFS, CellId, Column, CreditProviderState, Economy, Entry, FirmId, Holder, Linkages, Lot,
    PRACTICES, PURPOSES, Practices, REGION_COUNT, Regional, Rules, SECTOR_COUNT, SmeTraits, Smes,
    SupplierProgramme, Tnc, Tncs,
};
use super::view::cells_per_sector;
use super::world::World;
use crate::maths::{exp, ln, logistic, logit, pow, sqrt};
use crate::model::ModelInput;
use crate::parameters::{CapabilityParameters, CreditProvider, Parameters, Section};
use crate::random::{Draws, Process, ReplicateKey, identity, pair};
use crate::units::{Quarter, Share, Usd};

/// Marks identities of the opening population.
const OPENING_SME: u64 = 1;
/// Marks identities of the opening affiliates.
const OPENING_TNC: u64 = 2;
/// Years for which the opening firms have been in business, on average.
const OPENING_AGE_YEARS: f64 = 9.0;

/// Differences of entrants from the opening population.
#[derive(Clone, Copy)]
pub(super) struct Shift {
    /// On mean log size.
    pub log_size: f64,
    /// On mean capability [sd].
    pub capability: f64,
}

/// Opens a world: environment, SMEs, affiliates with their lots at import sources, lenders.
pub(super) fn open(input: &ModelInput, key: ReplicateKey) -> World {
    let population = &input.parameters.population;
    let cells = SECTOR_COUNT * cells_per_sector(population);
    let mut world = World {
        key,
        identity_key: key,
        quarter: 0,
        periods: input.periods,
        parameters: input.parameters.clone(),
        providers: input.credit_providers.clone(),
        agencies: Vec::new(),
        instruments: Vec::new(),
        shocks: Vec::new(),
        economy: Economy {
            wage_index: 1.0,
            productivity_sd: 1.0,
            universities: place_universities(&input.parameters, key),
            ..Economy::default()
        },
        smes: Smes::default(),
        cells: vec![Vec::new(); cells].into(),
        reference_pull: vec![1.0; cells].into(),
        rivalry: vec![1.0; cells].into(),
        tncs: Tncs::default(),
        linkages: Linkages::default(),
        provider_states: Vec::new(),
        line: super::state::CreditLineState::default(),
        guarantee: super::state::GuaranteeState::default(),
        agency_states: Column::default(),
        levers: super::state::Levers::default(),
        shock_effects: super::state::ShockEffects::default(),
        accumulated: super::state::Accumulated::default(),
        monitor: super::state::Monitor::default(),
        applications: Vec::new(),
        register: super::state::Register {
            by_cell: vec![Vec::new(); cells].into(),
        },
        approval_belief: [[0.5; BELIEFS]; SECTOR_COUNT],
        approvals: Default::default(),
        sector_gain: [0.0; SECTOR_COUNT],
        accounts: Accounts::default(),
        tally: super::state::Tally::default(),
        scratch: super::world::Scratch::default(),
    };
    open_smes(&mut world);
    open_tncs(&mut world);
    open_providers(&mut world);
    world.economy.normal_employment = world.smes.workers.iter().sum();
    Accounts::open(&mut world);
    world
}

/// How far universities work with firms, by region: region after region in drawn order, so that the mean is the access of the context.
fn place_universities(
    parameters: &Parameters,
    identity_key: ReplicateKey,
) -> [Share; REGION_COUNT] {
    let draws = identity_key.draws(Process::UniversityPlace, 0);
    let mut order: [usize; REGION_COUNT] = std::array::from_fn(|region| region);
    order.sort_unstable_by_key(|region| draws.bits(*region as u64));
    let mut reach = [0.0; REGION_COUNT];
    for (place, region) in order.into_iter().enumerate() {
        reach[region] = (parameters.economy.university_access * REGION_COUNT as f64 - place as f64)
            .clamp(0.0, 1.0);
    }
    reach
}

fn open_smes(world: &mut World) {
    let count = world.parameters.population.smes as u64;
    let cells = world.cells.len();
    let draws = world.key.draws(Process::SmeSetup, 0);
    for index in 0..count {
        let key = identity(&[OPENING_SME, index]);
        let cell = CellId::new(index as usize % cells);
        let age_quarters = draws.exponential(pair(key, 90), OPENING_AGE_YEARS * 4.0);
        let born = -(age_quarters.min(400.0) as i32);
        let traits = draw_traits(
            &world.parameters,
            &world.providers,
            draws,
            key,
            cell,
            born,
            Shift {
                log_size: 0.0,
                capability: 0.0,
            },
        );
        let row = world.smes.push(&traits);
        world.cells[cell].push(FirmId::new(row));
    }
    for row in 0..world.smes.len() {
        world.smes.peers[row] = draw_peers(
            &world.cells,
            draws,
            world.smes.key[row],
            world.smes.cell[row],
            Some(row),
        );
    }
    open_references(world);
    for row in 0..world.smes.len() {
        open_books(world, row, 0);
    }
}

/// Sets each cell's reference so that dispersion of productivity creates no demand: `ΣLA / ΣL A^(1−ε)`.
fn open_references(world: &mut World) {
    let elasticity = world.parameters.production.demand_elasticity;
    for cell in 0..world.cells.len() {
        let (mut top, mut bottom) = (0.0, 0.0);
        for &row in &world.cells[cell] {
            let row = row.row();
            let log_productivity = log_productivity(&world.parameters, &world.smes, row);
            top += world.smes.workers[row] * exp(log_productivity);
            bottom += world.smes.workers[row] * exp((1.0 - elasticity) * log_productivity);
        }
        world.reference_pull[cell] = if bottom > 0.0 { top / bottom } else { 1.0 };
    }
}

/// Log productivity of a firm (ln A) from management, quality and its own draws.
pub(super) fn log_productivity(parameters: &Parameters, smes: &Smes, row: usize) -> f64 {
    let production = &parameters.production;
    production.management_elasticity * (smes.management[row] - 0.5)
        + production.quality_elasticity * (smes.quality[row] - 0.5)
        + smes.productivity_fixed[row]
        + smes.productivity_noise[row]
}

/// Gives a new firm the demand that fits its size, capacity, and cash from its owner.
pub(super) fn open_books(world: &mut World, row: usize, quarter: Quarter) {
    let production = &world.parameters.production;
    let per_worker = world.sales_per_worker();
    let log_a = log_productivity(&world.parameters, &world.smes, row);
    let sales = world.smes.workers[row] * per_worker * exp(log_a);
    let cell = world.smes.cell[row].row();
    let wages = world.smes.workers[row] * world.parameters.economy.annual_wage_usd / 4.0;
    let costs = sales * production.material_share_of_sales + wages;
    let cash = production.cash_buffer_months / 3.0 * costs;
    let types = world.identity_key.draws(Process::ProductType, 0);
    let is_niche = types.event(world.smes.key[row], world.parameters.products.niche_share);
    world.smes.is_women_led[row] = super::phases::owners::is_led_by_a_woman(world, row);
    let smes = &mut world.smes;
    smes.is_niche[row] = is_niche;
    smes.log_productivity[row] = log_a;
    smes.demand_pull[row] = exp(production.demand_elasticity * log_a);
    smes.demand[row] = sales / smes.demand_pull[row] * world.reference_pull[cell];
    smes.sales[row] = sales;
    smes.capacity[row] = sales;
    smes.installed[row] = sales;
    smes.costs[row] = costs;
    smes.wages[row] = wages;
    smes.cash[row] = cash;
    smes.may_apply_from[row] = [quarter; PURPOSES];
    world.accounts.pay(Party::Households, Party::Smes, cash);
    world.smes.registration_reference[row] =
        super::phases::demography::registration_worth(world, row, &Rules::UNREFORMED);
}

/// Draws the traits of a firm from its key.
pub(super) fn draw_traits(
    parameters: &Parameters,
    providers: &[CreditProvider],
    draws: Draws,
    key: u64,
    cell: CellId,
    born: i32,
    shift: Shift,
) -> SmeTraits {
    let at = |index: u64| pair(key, index);
    let (firms, capability) = (&parameters.firms, &parameters.capability);
    let workers =
        exp(firms.log_size_mean + shift.log_size + firms.log_size_sd * draws.normal(at(0)))
            .clamp(1.0, 249.0);
    let levels = draw_capability(parameters, draws, key, shift.capability);
    let formality = &parameters.formality;
    let informal = logistic(
        logit(formality.informal_share.clamp(1e-9, 1.0 - 1e-9))
            - formality.size_slope * (ln(workers) - ln(10.0)),
    );
    let is_formal = !draws.event(at(10), informal);
    SmeTraits {
        key,
        cell,
        region: draws.below(at(11), REGION_COUNT as u32) as u8,
        born,
        workers,
        capability: levels,
        innovation: logistic(logit(0.35) + 0.8 * draws.normal(at(12)) + 2.0 * (levels[0] - 0.4)),
        mindset: draws.uniform(at(13)),
        speciality: draws.uniform(at(14)),
        values: draws.uniform(at(15)),
        productivity_fixed: parameters.production.productivity_fixed_sd * draws.normal(at(16)),
        productivity_noise: parameters.production.productivity_noise_sd * draws.normal(at(17)),
        is_formal,
        is_hidden: draws.event(at(18), parameters.sourcing.hidden_share),
        is_certified: is_formal
            && draws.event(
                at(19),
                (2.0 * capability.certified_share * levels[3]).min(1.0),
            ),
        pledgeable: parameters.credit.pledgeable_share
            * exp(parameters.credit.pledgeable_sd * draws.normal(at(20))),
        discouragement: parameters.credit.discouragement_mean
            + parameters.credit.discouragement_sd * draws.normal(at(21)),
        registration_threshold: draw_registration_threshold(parameters, draws.uniform(at(22))),
        provider: draw_provider(providers, draws.uniform(at(23))),
        peers: [None; 5],
    }
}

/// Quality, scale, management and standards with a common factor, on the logit scale.
fn draw_capability(parameters: &Parameters, draws: Draws, key: u64, shift: f64) -> [f64; 4] {
    let capability = &parameters.capability;
    let common = sqrt(capability.common_share) * common_factor(capability, draws, key);
    let own_weight = sqrt(1.0 - capability.common_share);
    let mut levels = [0.0; 4];
    for (index, level) in levels.iter_mut().enumerate() {
        let own = own_weight * draws.normal(pair(key, 2 + index as u64));
        *level = logistic(capability.logit_mean + capability.logit_sd * (shift + common + own));
    }
    levels
}

/// The factor that the four dimensions share: standard normal, correlated with the draws of size and of lasting productivity.
fn common_factor(capability: &CapabilityParameters, draws: Draws, key: u64) -> f64 {
    let own = draws.normal(pair(key, 1));
    let (size, productivity) = (
        capability.size_correlation,
        capability.productivity_correlation,
    );
    if size == 0.0 && productivity == 0.0 {
        return own;
    }
    let rest = (1.0 - size * size - productivity * productivity).max(0.0);
    size * draws.normal(pair(key, 0))
        + productivity * draws.normal(pair(key, 16))
        + sqrt(rest) * own
}

/// Inverts the response curve `H(x) = x^n / (x^n + x50^n)` up to its ceiling.
fn draw_registration_threshold(parameters: &Parameters, uniform: f64) -> f64 {
    let formality = &parameters.formality;
    if uniform >= formality.ceiling {
        return f64::INFINITY;
    }
    let share = uniform / formality.ceiling;
    formality.half_response_months * pow(share / (1.0 - share), 1.0 / formality.response_exponent)
}

fn draw_provider(providers: &[CreditProvider], uniform: f64) -> u16 {
    let total: f64 = providers
        .iter()
        .map(|provider| provider.parameters.market_share)
        .sum();
    let mut passed = 0.0;
    for (index, provider) in providers.iter().enumerate() {
        passed += provider.parameters.market_share / total.max(f64::MIN_POSITIVE);
        if uniform < passed {
            return index as u16;
        }
    }
    providers.len().saturating_sub(1) as u16
}

/// Four peers of the same cell and one from elsewhere, drawn from the fixed id space at founding.
pub(super) fn draw_peers(
    cells: &Column<CellId, Vec<FirmId>>,
    draws: Draws,
    key: u64,
    cell: CellId,
    own_row: Option<usize>,
) -> [Option<FirmId>; 5] {
    let mut peers = [None; 5];
    for (index, peer) in peers.iter_mut().enumerate() {
        let of = if index < 4 {
            cell
        } else {
            CellId::new(draws.below(pair(key, 40), cells.len() as u32) as usize)
        };
        let rows = &cells[of];
        if !rows.is_empty() {
            let drawn = rows[draws.below(pair(key, 41 + index as u64), rows.len() as u32) as usize];
            *peer = (Some(drawn.row()) != own_row).then_some(drawn);
        }
    }
    peers
}

/// Fills the places of peers that have closed, at the end of the burn-in that all worlds share.
pub(super) fn renew_peers(world: &mut World) {
    let draws = world.draws(Process::SmeSetup);
    for row in 0..world.smes.len() {
        let fresh = draw_peers(
            &world.cells,
            draws,
            world.smes.key[row],
            world.smes.cell[row],
            Some(row),
        );
        for (peer, fresh) in world.smes.peers[row].iter_mut().zip(fresh) {
            *peer = peer.or(fresh);
        }
    }
}

fn open_tncs(world: &mut World) {
    for index in 0..world.parameters.population.tncs as u64 {
        let sector = (index % SECTOR_COUNT as u64) as u8;
        let place = (index / SECTOR_COUNT as u64) as usize;
        let home = home_of_place(world, usize::from(sector), place);
        add_tnc(
            world,
            identity(&[OPENING_TNC, index]),
            (sector, home),
            Entry::ORDINARY,
        );
    }
}

/// Home market of the affiliate that opens in a place of a sector.
fn home_of_place(world: &World, sector: usize, place: usize) -> usize {
    let markets = scale::markets(&world.parameters.population);
    scale::home_of_place(place, sector, markets, SECTOR_COUNT)
}

/// Home market that affiliates of a sector left: of as many places as are stated the first without an affiliate that is present.
pub(super) fn vacant_home(world: &World, sector: usize, stated: u32) -> usize {
    let mut seated = vec![0_u32; scale::markets(&world.parameters.population)];
    for tnc in &world.tncs.rows {
        if tnc.is_present && usize::from(tnc.sector) == sector {
            seated[tnc.home as usize] += 1;
        }
    }
    for place in 0..stated as usize {
        let home = home_of_place(world, sector, place);
        if seated[home] == 0 {
            return home;
        }
        seated[home] -= 1;
    }
    0
}

/// Home market of an affiliate that arrives where no place is vacant, drawn from its key.
pub(super) fn drawn_home(world: &World, key: u64) -> usize {
    let markets = scale::markets(&world.parameters.population);
    let draws = world.identity_key.draws(Process::TncTraits, 0);
    draws.below(pair(key, 7), markets as u32) as usize
}

/// Adds an affiliate of a sector with a home market, with all its lots at import sources.
pub(super) fn add_tnc(world: &mut World, key: u64, (sector, home): (u8, usize), entry: Entry) {
    let draws = world.identity_key.draws(Process::TncTraits, 0);
    let at = |index: u64| pair(key, index);
    let (tncs, sourcing) = (&world.parameters.tncs, &world.parameters.sourcing);
    let (sales, wanted) = draw_purchases(&world.parameters, draws, key);
    let lots = (wanted * entry.lots).max(1.0) as u32;
    let tnc = world.tncs.rows.next_id();
    let first_lot = world.tncs.lots.len() as u32;
    let categories = world.categories();
    let (log_value, longest) = (
        ln(sourcing.lot_value_usd),
        sourcing.contract_quarters_max as u32,
    );
    let markets = scale::markets(&world.parameters.population);
    let (elsewhere, reach) = (tncs.other_sectors_share, tncs.reach_markets as usize);
    let market_of_lot = |lot| scale::market_of_lot(home, lot, categories, reach, markets);
    for index in 0..lots {
        let lot_key = pair(key, 1_000 + u64::from(index));
        let sector_of_lot = if draws.event(pair(lot_key, 5), elsewhere) {
            let others = draws.below(pair(lot_key, 6), SECTOR_COUNT as u32 - 1) as usize;
            (usize::from(sector) + 1 + others) % SECTOR_COUNT
        } else {
            usize::from(sector)
        };
        world.tncs.lots.push(Lot {
            key: lot_key,
            tnc,
            cell: CellId::new(
                (sector_of_lot * markets + market_of_lot(index as usize)) * categories
                    + index as usize % categories,
            ),
            holder: Holder::Import,
            premium: 0.0,
            contract_left: 1 + draws.below(pair(lot_key, 1), longest.max(1)) as u16,
            value: draws.log_normal(pair(lot_key, 2), log_value, sourcing.lot_value_sd),
            second_tier: None,
        });
    }
    let linkages = world.tncs.spare_lists.pop().unwrap_or_default();
    world.tncs.rows.push(Tnc {
        key,
        sector,
        home: home as u32,
        sales,
        region: draws.below(at(1), REGION_COUNT as u32) as u8,
        is_present: true,
        volume: 1.0,
        normal_volume: 1.0,
        regional: Regional::default(),
        mandate: (tncs.mandate_mean + 0.15 * draws.normal(at(2)) + entry.commitment)
            .clamp(0.0, 1.0),
        quality_gate: (sourcing.quality_gate + 0.02 * draws.normal(at(3))).clamp(0.0, 1.0),
        standards_gate: (sourcing.standards_gate + 0.02 * draws.normal(at(4))).clamp(0.0, 1.0),
        speciality: draws.uniform(at(5)),
        values: draws.uniform(at(6)),
        practices: draw_practices(&world.parameters, world.identity_key, key),
        distance: draw_distance(&world.parameters, world.identity_key, key),
        champion: None,
        marketing_reach: draws.uniform(at(97)),
        orientation: draws.uniform(at(96)),
        supplier_programme: SupplierProgramme::None,
        programme_since: 0,
        has_stopped_programme: false,
        belief: (tncs.belief_start + entry.commitment).min(1.0),
        openness: entry.openness,
        departure: entry.departure,
        is_pressed: false,
        first_lot,
        lots,
        domestic_lots: 0,
        linkages,
    });
}

/// Sales of an affiliate [USD per year], none where lots are counted without them, and the lots that it wants [count].
fn draw_purchases(parameters: &Parameters, draws: Draws, key: u64) -> (Option<Usd>, f64) {
    let (tncs, sourcing) = (&parameters.tncs, &parameters.sourcing);
    let between = |low: f64, high: f64| {
        draws.pareto_truncated(pair(key, 0), tncs.lots_shape, low, high.max(low + 1.0))
    };
    if tncs.sales_max_usd <= 0.0 {
        return (None, between(tncs.lots_min, tncs.lots_max));
    }
    let sales = between(tncs.sales_min_usd.max(1.0), tncs.sales_max_usd);
    let purchases = scale::local_purchases(sales, tncs.local_input_share);
    let lots = scale::lots_of(purchases, sourcing.lot_value_usd, sourcing.lot_value_sd);
    (Some(sales), lots.min(scale::MOST_LOTS))
}

/// Twelve practices of an affiliate around the means of the context, which are the first twelve numbers of their section.
fn draw_practices(parameters: &Parameters, identity_key: ReplicateKey, key: u64) -> Practices {
    let (draws, section) = (
        identity_key.draws(Process::TncPractice, 0),
        &parameters.practices,
    );
    let own: [f64; PRACTICES] = std::array::from_fn(|index| {
        (section.value(index) + section.spread * draws.normal(pair(key, index as u64)))
            .clamp(0.0, 1.0)
    });
    Practices::new(own, section)
}

/// Contact that an affiliate loses to its distance in culture and language, more or less than the mean one [share].
fn draw_distance(parameters: &Parameters, identity_key: ReplicateKey, key: u64) -> f64 {
    parameters.relations.distance_spread
        * identity_key
            .draws(Process::TncPractice, 0)
            .normal(pair(key, PRACTICES as u64))
}

fn open_providers(world: &mut World) {
    let formal_sales: f64 = (0..world.smes.len())
        .filter(|row| world.smes.is_formal[*row])
        .map(|row| 4.0 * world.smes.sales[row])
        .sum();
    let total_share: f64 = world
        .providers
        .iter()
        .map(|provider| provider.parameters.market_share)
        .sum();
    for provider in &world.providers {
        let funds = world.parameters.credit.funds_share_of_sales
            * formal_sales
            * provider.parameters.market_share
            / total_share.max(f64::MIN_POSITIVE);
        world.provider_states.push(CreditProviderState {
            funds,
            outstanding: 0.0,
            normal_funds: funds,
            funding_rate: (world.parameters.credit.funding_rate
                + provider.parameters.funding_spread)
                .max(0.0),
        });
    }
}
