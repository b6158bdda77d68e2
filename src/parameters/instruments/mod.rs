//! The kinds of instruments: each is declared once, here, with its numbers in a file of its family.

mod buyers;
mod environment;
mod finance;
mod knowledge;
mod matching;
mod networks;
mod partnering;
mod services;
mod timing;
mod trade;

pub use buyers::{
    OutsourcingSupportParameters, RegionalMandateParameters, SupplierBenchmarkingParameters,
};
pub use environment::{
    FdiPromotionParameters, LocalContentRuleParameters, RedTapeReformParameters,
    SourcingIncentiveParameters,
};
pub use finance::{
    BuyerFinanceParameters, CreditBrokerageParameters, CreditGuaranteeParameters,
    CreditLineParameters, MatchingGrantParameters,
};
pub use knowledge::{
    BuyerSupplierDevelopmentParameters, ExportLaunchpadParameters, ModularTransferParameters,
};
pub use matching::{InformationPlatformParameters, MatchmakingParameters};
pub use networks::ClusterNetworkParameters;
pub use partnering::{
    LegalIpSupportParameters, PartneringPracticeParameters, PublicPrivateDialogueParameters,
    RelationshipIntermediaryParameters, StandardsHarmonisationParameters,
};
pub use services::{
    CertificationSupportParameters, EntrepreneurshipTrainingParameters, UpgradingSupportParameters,
    ValueChainMappingParameters,
};
pub use timing::TimingParameters;
pub use trade::{
    BusinessSchoolNetworkParameters, HumanCapitalParameters, TariffChangeParameters,
    ZoneSupplyTaxParameters,
};

use super::registry::kinds;
use super::shocks::{
    CreditCrunchParameters, CrisisParameters, DonorWithdrawalParameters, ExchangeRateParameters,
    LeaderDepartureParameters, ShockParameters, StandardsRatchetParameters, TncDepartureParameters,
};
use super::{AgencyParameters, CreditProviderParameters, SectionMeta};

/// Declares the kinds: variant, numbers, words for people, and whether a country has at most one (`national`) or each agency (`agency`).
macro_rules! instrument_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident($numbers:ident), $title:literal, $scope:ident;)+) => {
        kinds! {
            /// Which instrument.
            InstrumentKind,
            /// The numbers of one kind of instrument.
            InstrumentSettings:
            $($(#[doc = $doc])+ $kind($numbers), $title;)+
        }

        impl InstrumentKind {
            /// True where a country has at most one: its terms are those of the scheme.
            #[must_use]
            pub fn is_national(self) -> bool {
                let scope = match self {
                    $(Self::$kind => Scope::$scope,)+
                };
                scope == Scope::national
            }
        }

        /// Sections that files write once per agency, provider, instrument or shock.
        pub const LISTED_SECTIONS: &[SectionMeta] = &[
            SectionMeta::of::<AgencyParameters>(),
            SectionMeta::of::<CreditProviderParameters>(),
            SectionMeta::of::<TimingParameters>(),
            $(SectionMeta::of::<$numbers>(),)+
            SectionMeta::of::<ShockParameters>(),
            SectionMeta::of::<TncDepartureParameters>(),
            SectionMeta::of::<CreditCrunchParameters>(),
            SectionMeta::of::<CrisisParameters>(),
            SectionMeta::of::<ExchangeRateParameters>(),
            SectionMeta::of::<LeaderDepartureParameters>(),
            SectionMeta::of::<DonorWithdrawalParameters>(),
            SectionMeta::of::<StandardsRatchetParameters>(),
        ];
    };
}

/// Of which there is at most one.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(non_camel_case_types)]
enum Scope {
    /// In a country.
    national,
    /// In an agency.
    agency,
}

instrument_kinds! {
    /// Register, meetings, referrals.
    Matchmaking(MatchmakingParameters), "match-making", agency;
    /// Business development services.
    UpgradingSupport(UpgradingSupportParameters), "upgrading support", agency;
    /// Funded upgrading loans.
    CreditLine(CreditLineParameters), "credit line", national;
    /// Partial guarantee.
    CreditGuarantee(CreditGuaranteeParameters), "credit guarantee", national;
    /// Surveys of what TNCs buy and who could supply it.
    ValueChainMapping(ValueChainMappingParameters), "value-chain mapping", agency;
    /// Courses for owners.
    EntrepreneurshipTraining(EntrepreneurshipTrainingParameters), "entrepreneurship training", agency;
    /// Shared cost of a certificate.
    CertificationSupport(CertificationSupportParameters), "certification support", agency;
    /// Help with loan applications.
    CreditBrokerage(CreditBrokerageParameters), "credit brokerage", agency;
    /// Grants for equipment plans.
    MatchingGrant(MatchingGrantParameters), "matching grant", agency;
    /// Advances of TNCs on their orders.
    BuyerFinance(BuyerFinanceParameters), "buyer finance", agency;
    /// Less recurring compliance, lower fee to register.
    RedTapeReform(RedTapeReformParameters), "reform of red tape", national;
    /// Extra arrivals of affiliates.
    FdiPromotion(FdiPromotionParameters), "promotion of investment", national;
    /// Credit on orders to domestic SMEs.
    SourcingIncentive(SourcingIncentiveParameters), "sourcing incentive", national;
    /// Required domestic share.
    LocalContentRule(LocalContentRuleParameters), "local-content rule", national;
    /// Public database of suppliers.
    InformationPlatform(InformationPlatformParameters), "information platform", national;
    /// Contracts on joint projects with milestones and an exit plan.
    ModularTransfer(ModularTransferParameters), "modular transfer", agency;
    /// Programmes of affiliates for their own suppliers.
    BuyerSupplierDevelopment(BuyerSupplierDevelopmentParameters), "supplier development by buyers", agency;
    /// Help to enter markets abroad.
    ExportLaunchpad(ExportLaunchpadParameters), "launch pad for exports", agency;
    /// Affiliates adopt principles of collaboration.
    PartneringPractice(PartneringPracticeParameters), "partnering practice", agency;
    /// Trusted third party for facilitated linkages.
    RelationshipIntermediary(RelationshipIntermediaryParameters), "relationship intermediary", agency;
    /// Contracts, non-disclosure and clauses on knowledge and staff.
    LegalIpSupport(LegalIpSupportParameters), "legal and IP support", agency;
    /// One standard of several buyers.
    StandardsHarmonisation(StandardsHarmonisationParameters), "harmonisation of standards", national;
    /// Needs of buyers into services.
    PublicPrivateDialogue(PublicPrivateDialogueParameters), "public-private dialogue", national;
    /// Tariffs on what affiliates import.
    TariffChange(TariffChangeParameters), "change of tariffs", national;
    /// Taxes on sales into free zones.
    ZoneSupplyTax(ZoneSupplyTaxParameters), "tax relief for supplies into zones", national;
    /// Skills centres and universities.
    HumanCapital(HumanCapitalParameters), "investment in human capital", national;
    /// Courses of business schools.
    BusinessSchoolNetwork(BusinessSchoolNetworkParameters), "network of business schools", agency;
    /// Clusters of firms that a broker brings together.
    ClusterNetwork(ClusterNetworkParameters), "cluster network", agency;
    /// Buyers' audits of firms, compared and published.
    SupplierBenchmarking(SupplierBenchmarkingParameters), "benchmarking of suppliers", agency;
    /// Talks about mandates for a region.
    RegionalMandate(RegionalMandateParameters), "regional mandates", agency;
    /// Help to have made abroad.
    OutsourcingSupport(OutsourcingSupportParameters), "outsourcing support", agency;
}
