//! Input of one world: parameters, agencies, providers, instruments, rules, shocks and periods.

use super::instruments::InstrumentSettings;
use crate::parameters::{
    Agency, CreditProvider, CreditProviderParameters, Parameters, Periods, ProviderKind, Rule,
    Section, Shock, TimingParameters,
};
use crate::units::Share;

/// An instrument of a programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Instrument {
    /// Index of the agency that runs it, in [`ModelInput::agencies`].
    pub agency: usize,
    /// When and how strongly it acts.
    pub timing: TimingParameters,
    /// What it does and costs.
    pub settings: InstrumentSettings,
}

impl Instrument {
    /// Share of what it spends that donors pay.
    #[must_use]
    pub const fn donor_share(&self) -> Share {
        self.settings.donor_share()
    }

    /// Sets a parameter of its timing or of its kind; false if it has no such key.
    pub fn set(&mut self, key: &str, value: f64) -> bool {
        set_in(&mut self.timing, key, value) || self.settings.set(key, value)
    }
}

/// Everything one world is given, checked and complete.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelInput {
    /// Parameters of the context.
    pub parameters: Parameters,
    /// Agencies, in the order of the file.
    pub agencies: Vec<Agency>,
    /// Credit providers, in the order of the file; at least one.
    pub credit_providers: Vec<CreditProvider>,
    /// Instruments, in the order of the file; none in a baseline without a programme.
    pub instruments: Vec<Instrument>,
    /// Rules of adaptive management, in the order of the file.
    pub rules: Vec<Rule>,
    /// Shocks of the policy window and the run-off, in the order of the file.
    pub shocks: Vec<Shock>,
    /// Lengths of the parts of a run.
    pub periods: Periods,
}

impl ModelInput {
    /// True where two scenarios may share a burn-in: all but agencies, instruments, rules and shocks, which act after it, is equal.
    #[must_use]
    pub fn shares_burn_in_with(&self, other: &Self) -> bool {
        self.parameters == other.parameters
            && self.credit_providers == other.credit_providers
            && self.periods == other.periods
    }
}

impl ModelInput {
    /// Sets a parameter by its full path, such as `credit.recovery`, `agencies[0].advisors` or `instruments[1].credit_guarantee.cover`; false
    /// where there is none. Ranges are checked where data enters.
    pub fn set(&mut self, path: &str, value: f64) -> bool {
        let Some((head, key)) = path.split_once('.') else {
            return false;
        };
        let Some((list, index)) = head.strip_suffix(']').and_then(|head| head.split_once('['))
        else {
            return self.parameters.set(head, key, value);
        };
        let Ok(index) = index.parse::<usize>() else {
            return false;
        };
        let (kind, own) = key.split_once('.').unwrap_or(("", key));
        match list {
            "agencies" => self
                .agencies
                .get_mut(index)
                .is_some_and(|entry| set_in(&mut entry.parameters, key, value)),
            "credit_providers" => self
                .credit_providers
                .get_mut(index)
                .is_some_and(|entry| set_in(&mut entry.parameters, key, value)),
            "instruments" if kind.is_empty() => self
                .instruments
                .get_mut(index)
                .is_some_and(|entry| set_in(&mut entry.timing, key, value)),
            "instruments" => self
                .instruments
                .get_mut(index)
                .is_some_and(|entry| entry.settings.set(own, value)),
            "shocks" if kind.is_empty() => self
                .shocks
                .get_mut(index)
                .is_some_and(|entry| set_in(&mut entry.timing, key, value)),
            "shocks" => self
                .shocks
                .get_mut(index)
                .is_some_and(|entry| entry.settings.set(own, value)),
            _ => false,
        }
    }
}

fn set_in<S: Section>(section: &mut S, key: &str, value: f64) -> bool {
    S::index_of(key)
        .map(|index| *section.value_mut(index) = value)
        .is_some()
}

impl Default for ModelInput {
    /// The default context with one commercial bank and no programme.
    fn default() -> Self {
        let bank = CreditProvider {
            name: "bank".into(),
            kind: ProviderKind::CommercialBank,
            parameters: CreditProviderParameters::default(),
        };
        Self {
            parameters: Parameters::default(),
            agencies: Vec::new(),
            credit_providers: vec![bank],
            instruments: Vec::new(),
            rules: Vec::new(),
            shocks: Vec::new(),
            periods: Periods::default(),
        }
    }
}
