//! The instruments of programmes: one file for each, with its parameters, what it needs and what it does.
//!
//! A new instrument is a file here and a line in the list below; [`kind::Kind`] says what the file must state.

mod adaptive;
mod design;
mod kind;
mod lottery;
mod payment;
mod places;
mod proration;
mod quarter;
#[cfg(test)]
mod testing;

pub(super) use adaptive::{observe, prorate_rule};
pub(super) use design::{application_boost, drop_out_factor, outreach_of_lead, working_advisors};
pub(super) use kind::Stage;
pub use kind::{Keys, Needs, Reach, Takes};
pub use lottery::Lottery;
pub(super) use lottery::take;
pub(super) use payment::{
    charge, charge_agency, charge_client, cost_at_local_wage, pay_by_tncs, pay_from_purses,
};
use proration::{Whole, pays, whole};
pub(super) use quarter::{
    has_any, operate, resolve, serve_firm, settings_in, settings_of, strength_now,
};

use super::world::World;
use crate::parameters::{
    AgencyParameters, CreditCrunchParameters, CreditProviderParameters, CrisisParameters,
    DonorWithdrawalParameters, ExchangeRateParameters, LeaderDepartureParameters, Section,
    SectionMeta, ShockParameters, StandardsRatchetParameters, TimingParameters,
    TncDepartureParameters, kinds,
};
use crate::units::Share;
use kind::{EachFirm, Kind, Scope, Turn, has_keys, has_needs, has_round, has_time, instruments};

instruments! {
    matchmaking: Matchmaking(MatchmakingParameters);
    upgrading_support: UpgradingSupport(UpgradingSupportParameters);
    credit_line: CreditLine(CreditLineParameters);
    credit_guarantee: CreditGuarantee(CreditGuaranteeParameters);
    value_chain_mapping: ValueChainMapping(ValueChainMappingParameters);
    entrepreneurship_training: EntrepreneurshipTraining(EntrepreneurshipTrainingParameters);
    certification_support: CertificationSupport(CertificationSupportParameters);
    credit_brokerage: CreditBrokerage(CreditBrokerageParameters);
    matching_grant: MatchingGrant(MatchingGrantParameters);
    buyer_finance: BuyerFinance(BuyerFinanceParameters);
    red_tape_reform: RedTapeReform(RedTapeReformParameters);
    fdi_promotion: FdiPromotion(FdiPromotionParameters);
    sourcing_incentive: SourcingIncentive(SourcingIncentiveParameters);
    local_content_rule: LocalContentRule(LocalContentRuleParameters);
    information_platform: InformationPlatform(InformationPlatformParameters);
    modular_transfer: ModularTransfer(ModularTransferParameters);
    buyer_supplier_development: BuyerSupplierDevelopment(BuyerSupplierDevelopmentParameters);
    export_launchpad: ExportLaunchpad(ExportLaunchpadParameters);
    partnering_practice: PartneringPractice(PartneringPracticeParameters);
    relationship_intermediary: RelationshipIntermediary(RelationshipIntermediaryParameters);
    legal_ip_support: LegalIpSupport(LegalIpSupportParameters);
    standards_harmonisation: StandardsHarmonisation(StandardsHarmonisationParameters);
    public_private_dialogue: PublicPrivateDialogue(PublicPrivateDialogueParameters);
    tariff_change: TariffChange(TariffChangeParameters);
    zone_supply_tax: ZoneSupplyTax(ZoneSupplyTaxParameters);
    human_capital: HumanCapital(HumanCapitalParameters);
    business_school_network: BusinessSchoolNetwork(BusinessSchoolNetworkParameters);
    cluster_network: ClusterNetwork(ClusterNetworkParameters);
    supplier_benchmarking: SupplierBenchmarking(SupplierBenchmarkingParameters);
    regional_mandate: RegionalMandate(RegionalMandateParameters);
    outsourcing_support: OutsourcingSupport(OutsourcingSupportParameters);
    experiment: Experiment(ExperimentParameters);
}
