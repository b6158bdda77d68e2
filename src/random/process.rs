//! The kinds of draw.

/// Declares the kinds of draw, each with its number, and the list of them.
macro_rules! processes {
    ($($(#[$meta:meta])+ $name:ident = $number:literal,)+) => {
        /// The kinds of draw, one per decision or shock.
        ///
        /// The number is part of every draw's name, the name is not: a kind may be renamed, but another number changes every result
        /// that it decides. Numbers are never given twice, so that of a kind that is gone is not used again.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u64)]
        pub enum Process {
            $($(#[$meta])+ $name = $number,)+
        }

        impl Process {
            /// All kinds, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

processes! {
    /// Traits of an SME of the opening population; several per firm, by `pair(key, index)`.
    SmeSetup = 1,
    /// Shock to the national economy.
    MacroCycle = 3,
    /// Shock to a sector.
    SectorCycle = 4,
    /// Shock to world demand.
    WorldCycle = 5,
    /// Whether a crisis begins.
    CrisisStart = 6,
    /// Whether a TNC arrives (thinned from the highest rate).
    TncArrival = 8,
    /// Traits of a TNC that arrives.
    TncTraits = 9,
    /// Whether a TNC leaves.
    TncExit = 10,
    /// Whether a TNC is sold.
    TncSale = 11,
    /// Whether the buyer of a TNC keeps its suppliers.
    TncSaleKeeps = 12,
    /// Whether headquarters ends a TNC's local sourcing.
    HeadquartersEnd = 13,
    /// Length of a lot's contract; and whether the affiliate looks for domestic firms for it, by `pair(lot, 2)`.
    LotContract = 15,
    /// Order in which lots whose contract is over are tendered.
    TenderOrder = 16,
    /// Whether an SME registers.
    Registration = 17,
    /// Shock to an SME's local demand.
    LocalDemand = 18,
    /// Shock to an SME's productivity.
    Productivity = 19,
    /// Whether an SME closes.
    ExitSme = 20,
    /// How many SMEs enter a cell.
    EntrySlots = 21,
    /// Traits of an SME that enters.
    EntryTraits = 22,
    /// Whether an SME wants a loan.
    LoanDemand = 23,
    /// Error in a credit provider's score.
    LoanScore = 25,
    /// Whether a borrower defaults.
    LoanDefault = 26,
    /// Whether an SME sees an opportunity to upgrade.
    UpgradeIdea = 27,
    /// Whether an upgrade succeeds.
    UpgradeSuccess = 28,
    /// What a service leads to: an equipment plan after a diagnosis, by `pair(firm, 1)`; a certificate after an audit, by `pair(firm, 2)`.
    ServiceOutcome = 29,
    /// Whether a programme reaches an SME.
    Outreach = 30,
    /// Whether an SME applies to a programme.
    ProgrammeApplication = 31,
    /// Error in a programme's screening.
    ProgrammeScreening = 32,
    /// Whether a participant drops out.
    ProgrammeDropOut = 33,
    /// Whether a TNC responds to a programme.
    TncResponse = 36,
    /// Whether a partner refers an SME to a buyer.
    Referral = 37,
    /// How many candidates a buyer screens.
    SearchSize = 38,
    /// Which slots of a cell a buyer screens; by `pair(lot, k)`.
    SearchSlot = 39,
    /// Whether a buyer accepts the candidate in a slot.
    SearchAccept = 40,
    /// Which candidate comes through a network.
    NetworkCandidate = 41,
    /// Error in a buyer's signal of an SME's capability.
    Signal = 42,
    /// Outcome of an audit.
    Audit = 43,
    /// A buyer's taste for one candidate; by pair.
    BuyerTaste = 44,
    /// A buyer's taste for its outside option (import, in-house).
    OutsideTaste = 45,
    /// Whether a first-tier supplier makes an offer.
    TierOneOffer = 46,
    /// Whether a buyer replaces a supplier.
    Replacement = 47,
    /// How long a stage of a linkage takes.
    StageWait = 49,
    /// How a stage of a linkage ends.
    StageOutcome = 50,
    /// Quality and punctuality of a delivery.
    Delivery = 51,
    /// Whether a partner acts opportunistically.
    Opportunism = 52,
    /// How far the agreement of a new linkage protects its partners; and how severe a breach of trust is, by `pair(linkage, 1)`.
    AgreementAndBreach = 53,
    /// Whether a contact person leaves.
    ContactTurnover = 54,
    /// Whether a linkage ends.
    LinkageEnd = 55,
    /// Whether a linkage becomes strategic.
    StrategicStep = 57,
    /// Whether a certificate lapses, and whether a firm gets one at its own cost.
    Certification = 58,
    /// Noise of the price that a firm asks for.
    PriceNoise = 59,
    /// Order among equals wherever agents compete.
    Tie = 61,
    /// Whether a lender places a loan under a guarantee, and whether an order loan may take cover for its price.
    LoanCover = 140,
    /// Whether a plan is drawn up to the gates of buyers, the error of what it sees, and how much of the gap it closes.
    PlanAim = 141,
    /// Draws of tests.
    Test = 63,
    /// Error in an agency's idea of a TNC.
    TncScreening = 80,
    /// Whether the leader of a programme leaves.
    LeaderLeaves = 81,
    /// Whether a TNC names a champion, and whether the champion leaves.
    Champion = 82,
    /// Whether an agency learns that another serves a firm.
    Coordination = 83,
    /// How many affiliates promotion brings to a sector.
    PromotedArrival = 84,
    /// Whether a promoted affiliate signs a linkage plan.
    LinkedEntry = 85,
    /// Whether a local-content rule keeps an affiliate away, is waived or checked, and which lots are fronted.
    LocalContent = 86,
    /// Whether a firm has an entry on a platform.
    PlatformEntry = 87,
    /// Whether a firm is in an evaluator's sample, and whether it is lost at a wave; no draw of the model.
    SurveyResponse = 127,
    /// Error of an evaluator's measurement; no draw of the model.
    SurveyError = 129,
    /// Which worlds a bootstrap resample holds; no draw of the model. The quarter is the number of the resample.
    Resample = 128,
    /// Where a point of a design lies; no draw of the model. The quarter is the dimension.
    DesignPoint = 130,
    /// Start, order and directions of a walk of a design; no draw of the model. The quarter is the number of the walk.
    DesignWalk = 131,
    /// Value of an uncertain parameter in a draw; the replicate is the draw, the agent the name of the parameter.
    UncertainNumber = 125,
    /// Error of what monitoring sees of a figure.
    MonitoringError = 120,
    /// Whether a linkage starts a joint project.
    ProjectStart = 96,
    /// Whether an affiliate's strategy ends its programme for suppliers.
    SupplierProgramme = 97,
    /// Whether a key person leaves a firm or an affiliate.
    StaffLeaves = 98,
    /// Where a key person goes.
    StaffJoins = 99,
    /// Whether a firm begins to export.
    ExportStart = 100,
    /// Whether a firm loses its export market.
    ExportStop = 101,
    /// Whether a firm founds a business abroad.
    VentureStart = 103,
    /// Whether a business abroad closes, and what it earns.
    VentureYear = 104,
    /// Order in which regions have a university that works with firms.
    UniversityPlace = 122,
    /// Practices of an affiliate and its distance in culture; several per affiliate, by `pair(key, index)`.
    TncPractice = 88,
    /// Whether partners check each other before they agree.
    Diligence = 89,
    /// Order among linkages that a third party could look after.
    Mediation = 90,
    /// Whether a firm is informed of legal help, and the order among cases.
    LegalCase = 91,
    /// Order among affiliates that want to take part in work on practices.
    Partnering = 92,
    /// Order of the categories and regions in which clusters are founded.
    ClusterPlace = 93,
    /// Whether a firm leaves a cluster without a broker.
    ClusterEnd = 94,
    /// Whether a key person goes to another member of a cluster, and to whom.
    ClusterLeak = 95,
    /// Which SMEs a tier-1 firm screens; by `pair(lot, k)`.
    SecondTier = 102,
    /// Whether a shock comes.
    ShockComes = 108,
    /// Whether a leader leaves by a shock.
    ShockLeader = 109,
    /// Whether an SME has a niche product; at the identity of the firm.
    ProductType = 110,
    /// Whether a supplier offshores production.
    MakeAbroad = 111,
    /// Whether an affiliate stays away from a tariff, and whether it is in a free zone.
    TradeResponse = 112,
    /// Whether a participant of a course makes a peer of another, and of whom.
    SchoolPeer = 113,
    /// Whether a buyer takes a firm's word, whether it is false, and whether that is found out.
    Declaration = 117,
    /// Whether a buyer takes the know-how of a supplier.
    Appropriation = 118,
    /// Aims of a firm and of an affiliate; at their identities.
    BusinessAim = 119,
    /// Place of a firm and of an affiliate on the line of language, culture and rules; at their identities.
    Culture = 121,
    /// Error of a published audit, and which affiliates read the comparison.
    Benchmarking = 105,
    /// Error of a diagnosis of what binds a firm.
    ServiceDiagnosis = 106,
    /// Order of affiliates in talks about a regional mandate, what headquarters decide, and whether suppliers follow to sisters.
    RegionalMandate = 107,
    /// How many listed firms bid for a lot, and which.
    ElectronicBid = 114,
    /// Whether a woman leads a firm, at its identity; and whether she is refused a loan for it.
    OwnerSex = 115,
    /// Whether a supplier is informed of help with offshoring, the order among cases, and how the move ends.
    OutsourcingCase = 116,
    /// Whether a prorated number of a programme is rounded up; by agency and kind of call.
    Proration = 123,
    /// To which firms an instrument is offered, by `pair(firm, lottery)`; once for the window.
    TreatmentLot = 132,
}
