//! Mathematics that gives the same bits on every machine.
//!
//! The standard library hands `exp`, `ln` and `powf` to the platform's C library, and platforms differ in the last
//! bit of about one result in ten; a difference in the last bit of one chance is a different simulated firm.
//! So everything here is the `libm` crate's, or plain arithmetic, which IEEE 754 fixes. Accuracy is stated in units in
//! the last place (ulp) of the result, as tested below.

/// Returns e to the power `x` [x: any; result ≥ 0]; 0 far below, infinity above 709.78. Within 1 ulp.
#[inline]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Returns the natural logarithm of `x` [x ≥ 0]; minus infinity at 0, NaN below. Within 1 ulp.
#[inline]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Returns `base` to the power `exponent` [base ≥ 0, exponent: any]: e to the power `exponent` · ln(`base`).
///
/// Base 0 gives 0 whatever the exponent, 0 included; a negative base gives NaN. The error grows with the size of the
/// logarithm of the result, L: within 2 + 2 |L| ulp, that is within 9 ulp for results between 0.03 and 30.
#[inline]
pub fn pow(base: f64, exponent: f64) -> f64 {
    if base == 0.0 {
        return 0.0;
    }
    exp(exponent * ln(base))
}

/// Returns the square root of `x` [x ≥ 0]; NaN below 0. Correctly rounded, as IEEE 754 demands.
#[inline]
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Returns 1 / (1 + e^−x) [x: any; result: share, 0–1]; never NaN for a number, 0 and 1 at the infinities.
///
/// Within 3 ulp, in the lower tail too: it does not round to 0 before x = −745.
#[inline]
pub fn logistic(x: f64) -> f64 {
    if x < 0.0 {
        let odds = exp(x);
        odds / (1.0 + odds)
    } else {
        1.0 / (1.0 + exp(-x))
    }
}

/// Returns ln(p / (1 − p)), the inverse of [`logistic`] [p: share, 0–1]; infinite at 0 and 1, NaN outside.
///
/// Within 4 ulp, near p = 0.5, where it is 0, too.
#[inline]
pub fn logit(p: f64) -> f64 {
    if p > 0.25 && p < 0.75 {
        libm::log1p((2.0 * p - 1.0) / (1.0 - p))
    } else {
        ln(p / (1.0 - p))
    }
}

/// Returns the value below which a standard normal variable lies with chance `p` [p: share, 0–1].
///
/// Infinite at 0 and 1, NaN outside. Relative error below 1e-15 (10 ulp) for p from 1e-300; exactly antisymmetric about 0.5
/// where 1 − p is exact. Source: the rational approximations PPND16 of Wichura (1988), algorithm AS 241, Applied Statistics 37, 477–484.
pub fn inverse_normal(p: f64) -> f64 {
    let from_centre = p - 0.5;
    if from_centre.abs() <= 0.425 {
        let r = 0.180625 - from_centre * from_centre;
        return from_centre * polynomial(&CENTRE_ABOVE, r) / polynomial(&CENTRE_BELOW, r);
    }
    let tail = if from_centre < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return f64::INFINITY.copysign(from_centre);
    }
    let r = sqrt(-ln(tail));
    let size = if r <= 5.0 {
        polynomial(&TAIL_ABOVE, r - 1.6) / polynomial(&TAIL_BELOW, r - 1.6)
    } else {
        polynomial(&FAR_ABOVE, r - 5.0) / polynomial(&FAR_BELOW, r - 5.0)
    };
    size.copysign(from_centre)
}

/// Returns the chance per quarter that makes up the chance `p` per year [share, 0–1]: 1 − (1 − p)^¼.
///
/// Written without the difference, so that small chances keep their digits: with s = (1 − p)^¼ it is
/// p / ((1 + s)(1 + s²)). Within 3 ulp. NaN outside 0–1.
pub fn quarterly_from_annual(p: f64) -> f64 {
    let stays_half_a_year = sqrt(1.0 - p);
    let stays_a_quarter = sqrt(stays_half_a_year);
    if p < 0.0 {
        return f64::NAN;
    }
    p / ((1.0 + stays_a_quarter) * (1.0 + stays_half_a_year))
}

/// Returns the polynomial with these coefficients, the constant first, at `x` (Horner's rule, no fused steps).
#[inline]
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

const CENTRE_ABOVE: [f64; 8] = [
    3.3871328727963665,
    133.14166789178438,
    1971.5909503065513,
    13731.69376550946,
    45921.95393154987,
    67265.7709270087,
    33430.57558358813,
    2509.0809287301227,
];
const CENTRE_BELOW: [f64; 8] = [
    1.0,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854,
];
const TAIL_ABOVE: [f64; 8] = [
    1.4234371107496835,
    4.630337846156546,
    5.769497221460691,
    3.6478483247632045,
    1.2704582524523684,
    0.2417807251774506,
    0.022723844989269184,
    0.0007745450142783414,
];
const TAIL_BELOW: [f64; 8] = [
    1.0,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-09,
];
const FAR_ABOVE: [f64; 8] = [
    6.657904643501103,
    5.463784911164114,
    1.7848265399172913,
    0.29656057182850487,
    0.026532189526576124,
    0.0012426609473880784,
    2.7115555687434876e-05,
    2.0103343992922881e-07,
];
const FAR_BELOW: [f64; 8] = [
    1.0,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-05,
    1.421511758316446e-07,
    2.0442631033899397e-15,
];
