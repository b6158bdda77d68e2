//! Agreement of the partners of a linkage, and its helpers.

use super::ids::AgencyId;
use super::smes::Service;
use crate::units::{Quarter, Share};

/// Declaration of standards that a buyer accepted as proof.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Declaration {
    /// Nothing: papers and samples count.
    #[default]
    None,
    /// True part.
    True,
    /// False part that has not been found out.
    False,
}

/// Terms of a linkage, the checks before them, and third parties.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Quality of the agreement beyond plain terms [share]; negative where one side did not know how to negotiate.
    pub quality: Share,
    /// Formal control that was imposed, not agreed: what may read as distrust [share].
    pub imposed: Share,
    /// The partners sign a non-disclosure agreement and check each other.
    pub is_checked: bool,
    /// Quarters left of these checks.
    pub checks_left: u16,
    /// Legal help that runs.
    pub legal: Service,
    /// The linkage has had legal help, or has it.
    pub has_legal: bool,
    /// Protection of the firm's know-how against leaks through staff [share].
    pub leak_protection: Share,
    /// Agency whose third party looks after the linkage.
    pub mediator: Option<AgencyId>,
    /// Quarter in which it began; 0 before.
    pub mediated_from: Quarter,
    /// Declaration that stands for proof of standards.
    pub declaration: Declaration,
}
