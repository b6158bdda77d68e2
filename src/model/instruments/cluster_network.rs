//! Clusters: firms of a category and region that a broker brings together, who become peers, work for each other and bid together.

use super::charge_client;
use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::maths::quarterly_from_annual;
use crate::model::instruments::{cost_at_local_wage, has_any, settings_of};
use crate::model::phases::programmes::{Call, enrol, is_eligible, rank_applicants, responds};
use crate::model::state::{AgencyId, Cluster, FirmId};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::section;
use crate::random::{Process, identity, pair};
use crate::units::Share;

section! {
    /// `cluster_network`: brokers who bring eligible firms of one category and region together in clusters, which share orders and bid together.
    ClusterNetworkParameters in "cluster_network" {
        /// Clusters founded in a quarter, at most.
        clusters_per_quarter = 1, "count of clusters", [0, 10_000], (1, 10), Assumed, "one broker founds a few in a year", Represented;
        /// Firms of a cluster, at most.
        members = 5, "count of SMEs per cluster", [2, 20], (4, 12), Assumed, "firms that meet at one table";
        /// Firms without which no cluster is founded.
        members_min = 3, "count of SMEs per cluster", [2, 20], (3, 6), Assumed, "two firms are a partnership";
        /// Share of eligible firms that hear of it in a quarter, as outreach aims it.
        awareness = 0.5, "per quarter", [0.0, 1.0], (0.1, 0.8), Assumed, "a broker visits the firms of a district";
        /// Quarters from founding until members work together.
        lag_quarters = 2, "quarters", [0, 12], (1, 4), Assumed, "owners come to know each other first";
        /// Part of the TNC orders above its capacity that a member passes to others.
        subcontract_share = 0.8, "share", [0.0, 1.0], (0.4, 1.0), Assumed, "what clusters are for; terms are agreed beforehand";
        /// Part of the gap to better members that closes.
        learning_rate = 0.02, "per year", [0.0, 0.5], (0.0, 0.06), Assumed, "order of learning from peers; visits to each other's shops";
        /// Probability that a key person, with what he or she knows, goes from a member to a rival at the table.
        leak_rate = 0.05, "per year", [0.0, 1.0], (0.0, 0.2), Assumed, "members see whom it pays to hire away";
        /// Probability that a TNC contracts with clusters of the broker in a year, at full response and middling belief and mandate.
        consortium_response = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half of the response to match-making: groups are harder to deal with";
        /// Cost of the broker to a cluster of full size; the labour part follows the local wage.
        broker_cost_usd = 1_500, "USD per cluster and quarter", [0, 200_000], (500, 10_000), Assumed, "a broker with five clusters, meetings and travel";
        /// Part of that cost that members pay.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "fees that shall rise as results come";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
        /// Members who leave when no broker is paid.
        dissolution_rate = 0.3, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "networks of donors rarely outlive them by many years";
    }
}

impl Kind for ClusterNetworkParameters {
    const TITLE: &'static str = "cluster network";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["awareness"], &["clusters_per_quarter"]];
    const AGENCY_NEEDS: Keys = &["application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["clusters_per_quarter", "members"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = Some((5, keep_cluster));

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            found_clusters(world, turn.agency, self, turn.size);
        }
    }
}

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 10;
/// Places among peers that fellow members take; the last stays with whoever holds it.
const FELLOWS: usize = 4;

/// True where a scenario has brokers.
pub(in crate::model) fn has_clusters(world: &World) -> bool {
    has_any::<ClusterNetworkParameters>(world)
}

/// Terms of the cluster of a firm from the quarter on in which its members work together.
pub(in crate::model) fn cluster_terms(
    world: &impl Readable,
    row: usize,
) -> Option<&ClusterNetworkParameters> {
    let view = world.view();
    let cluster = view.smes.cluster[row];
    let agency = cluster.agency?.row();
    settings_of::<ClusterNetworkParameters>(world, agency).filter(|_| view.quarter >= cluster.from)
}

/// Living members of a firm's cluster among its peers.
pub(in crate::model) fn fellows(world: &World, row: usize) -> impl Iterator<Item = usize> + '_ {
    let smes = &world.smes;
    let peers = smes.peers[row][..FELLOWS]
        .iter()
        .flatten()
        .map(|peer| peer.row());
    peers.filter(move |peer| smes.is_alive[*peer] && are_fellows(world, row, *peer))
}

fn are_fellows(world: &impl Readable, row: usize, other: usize) -> bool {
    let view = world.view();
    let key = view.smes.cluster[row].key;
    key != 0 && key == view.smes.cluster[other].key
}

/// Part of its overflow that a firm passes to a fellow member [share]; 0 to any other firm.
pub(in crate::model) fn share_in_cluster(world: &impl Readable, row: usize, other: usize) -> Share {
    if !are_fellows(world, row, other) {
        return 0.0;
    }
    cluster_terms(world, row).map_or(0.0, |terms| terms.subcontract_share)
}

/// True where the broker of a firm's cluster is at work and the affiliate contracts with its clusters this year.
pub(in crate::model) fn broker_bids(world: &impl Readable, tnc: usize, row: usize) -> bool {
    let view = world.view();
    let (Some(agency), Some(terms)) = (view.smes.cluster[row].agency, cluster_terms(world, row))
    else {
        return false;
    };
    view.agency_states[agency].strengths[InstrumentKind::ClusterNetwork] > 0.0
        && responds(world, agency.row(), tnc, terms.consortium_response)
}

/// Founds clusters where enough firms want one: categories and regions in drawn order, in each the firms of the best rank.
pub(in crate::model) fn found_clusters(
    world: &mut World,
    agency: usize,
    settings: &ClusterNetworkParameters,
    strength: f64,
) {
    let clusters = whole(
        world,
        agency,
        Whole::Clusters,
        settings.clusters_per_quarter * strength,
    );
    if clusters == 0 {
        return;
    }
    let call = Call {
        kind: InstrumentKind::ClusterNetwork,
        met: settings.awareness,
        is_outreach: true,
        is_for_buyers: false,
        burden: 0.0,
        salt: SALT,
    };
    rank_applicants(world, agency, &call, |world, row| {
        is_eligible(world, agency, row) && world.smes.cluster[row].key == 0
    });
    // who gets in depends on the place first: there is no cut-off of scores for an evaluator to use, so applications are not recorded
    let (draws, agency_key) = (
        world.draws(Process::ClusterPlace),
        world.agency_states[agency].key,
    );
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    // the order received stands for the score: places may be reserved
    ranked
        .iter_mut()
        .enumerate()
        .for_each(|(rank, one)| one.1 = rank as u64);
    let place = |world: &World, row: u32| {
        pair(
            world.smes.cell[row as usize].word(),
            u64::from(world.smes.region[row as usize]),
        )
    };
    let order = |world: &World, row: u32| {
        let place = place(world, row);
        (draws.bits(pair(place, agency_key)), place)
    };
    ranked.sort_unstable_by(|a, b| {
        order(world, a.2)
            .cmp(&order(world, b.2))
            .then(a.1.cmp(&b.1))
    });
    let mut left = clusters;
    let mut rest = ranked.as_slice();
    while let Some(first) = rest.first().filter(|_| left > 0) {
        let here = place(world, first.2);
        let (firms, others) =
            rest.split_at(rest.partition_point(|one| place(world, one.2) == here));
        rest = others;
        if firms.len() >= settings.members_min as usize {
            let members = firms.len().min(settings.members as usize);
            found(world, agency, settings, &firms[..members]);
            left -= 1;
        }
    }
    world.scratch.ranked = ranked;
}

/// Members become peers of those beside them at a round table.
fn found(
    world: &mut World,
    agency: usize,
    settings: &ClusterNetworkParameters,
    firms: &[(f64, u64, u32)],
) {
    let first = world.smes.key[firms[0].2 as usize];
    let key = identity(&[
        first,
        world.agency_states[agency].key,
        u64::from(world.quarter),
    ]) | 1;
    let cluster = Cluster {
        key,
        agency: Some(AgencyId::new(agency)),
        from: world.quarter + settings.lag_quarters as u32,
    };
    let members = firms.len();
    for (seat, &(_, _, row)) in firms.iter().enumerate() {
        world.smes.cluster[row as usize] = cluster;
        for step in 1..=FELLOWS.min(members - 1) {
            // one to the right, one to the left, two to the right, two to the left
            let away = step.div_ceil(2);
            let other = if step % 2 == 1 {
                seat + away
            } else {
                seat + members - away
            };
            world.smes.peers[row as usize][step - 1] =
                Some(FirmId::new(firms[other % members].2 as usize));
        }
        enrol(world, InstrumentKind::ClusterNetwork, row as usize);
    }
}

/// A quarter of a member: its part of the broker's cost, or, without a broker, perhaps its leave.
pub(in crate::model) fn keep_cluster(world: &mut World, row: usize) {
    let Some(agency) = world.smes.cluster[row].agency.map(AgencyId::row) else {
        return;
    };
    let Some(settings) = settings_of::<ClusterNetworkParameters>(world, agency) else {
        return;
    };
    let (sme_share, donor_share, leaving) = (
        settings.sme_share,
        settings.donor_share,
        settings.dissolution_rate,
    );
    if world.agency_states[agency].strengths[InstrumentKind::ClusterNetwork] > 0.0 {
        let cost = cost_at_local_wage(world, settings.broker_cost_usd) / settings.members;
        charge_client(world, row, cost, sme_share, donor_share);
    } else if world
        .draws(Process::ClusterEnd)
        .event(world.smes.key[row], quarterly_from_annual(leaving))
    {
        world.smes.cluster[row] = Cluster::default();
    }
}
