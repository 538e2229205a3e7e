//! The one decimal mark of a file, from the shapes of all its amounts.

use crate::project::settings::DecimalMark;

use super::number::Shape;

/// How often each shape occurs in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    point: u64,
    comma: u64,
    either_point: u64,
    either_comma: u64,
}

/// Why the decimal mark of a file is not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    /// Both `1.234,50` and `1,234.50` occur.
    Mixed,
    /// Every amount can be read in two ways.
    Ambiguous,
}

impl Marks {
    /// Counts one more.
    pub fn add(&mut self, shape: Shape) {
        match shape {
            Shape::Whole | Shape::None => {}
            Shape::Point => self.point += 1,
            Shape::Comma => self.comma += 1,
            Shape::EitherPoint => self.either_point += 1,
            Shape::EitherComma => self.either_comma += 1,
        }
    }

    /// Counts those of another part of the file.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            point: self.point + other.point,
            comma: self.comma + other.comma,
            either_point: self.either_point + other.either_point,
            either_comma: self.either_comma + other.either_comma,
        }
    }

    /// The decimal mark of the file. Amounts that allow one mark only decide; up to one in a hundred against it are
    /// slips (bad rows), more are an error. Where none decides, the mark is the point, unless the file separates its
    /// columns by semicolons (as decimal-comma countries do) or has `1,234` as well as `1.234`.
    pub fn decide(self, delimiter: u8) -> Result<DecimalMark, Unclear> {
        let (minor, major, mark) = if self.comma > self.point {
            (self.point, self.comma, DecimalMark::Comma)
        } else {
            (self.comma, self.point, DecimalMark::Point)
        };
        if major > 0 {
            return if minor.saturating_mul(100) <= major { Ok(mark) } else { Err(Unclear::Mixed) };
        }
        let (points, commas) = (self.either_point > 0, self.either_comma > 0);
        if (points && commas) || ((points || commas) && delimiter == b';') {
            return Err(Unclear::Ambiguous);
        }
        Ok(DecimalMark::Point)
    }

    /// The shape of the amounts that are to blame, and how many of them there are.
    pub fn odd(self, unclear: Unclear) -> (Shape, u64) {
        let fewer = |a: (Shape, u64), b: (Shape, u64)| if b.1 == 0 || (a.1 > 0 && a.1 < b.1) { a } else { b };
        match unclear {
            Unclear::Mixed => fewer((Shape::Point, self.point), (Shape::Comma, self.comma)),
            Unclear::Ambiguous => {
                fewer((Shape::EitherPoint, self.either_point), (Shape::EitherComma, self.either_comma))
            }
        }
    }

    /// Whether amounts of a shape were counted.
    pub const fn has(self, shape: Shape) -> bool {
        match shape {
            Shape::Whole | Shape::None => false,
            Shape::Point => self.point > 0,
            Shape::Comma => self.comma > 0,
            Shape::EitherPoint => self.either_point > 0,
            Shape::EitherComma => self.either_comma > 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::number::read;
    use super::*;

    fn decided(texts: &[&str], delimiter: u8) -> Result<DecimalMark, Unclear> {
        let mut marks = Marks::default();
        for text in texts {
            marks.add(read(text.as_bytes(), DecimalMark::Point).0);
        }
        marks.decide(delimiter)
    }

    #[test]
    fn a_file_has_one_decimal_mark() {
        assert_eq!(decided(&["1", "1.234", "2,5"], b';'), Ok(DecimalMark::Comma));
        assert_eq!(decided(&["1,234", "2.5"], b','), Ok(DecimalMark::Point));
        assert_eq!(decided(&["1,234", "500"], b','), Ok(DecimalMark::Point));
        assert_eq!(decided(&["1,234", "500"], b';'), Err(Unclear::Ambiguous));
        assert_eq!(decided(&["1,234", "1.234"], b','), Err(Unclear::Ambiguous));
        assert_eq!(decided(&["1,5", "1.5"], b','), Err(Unclear::Mixed));
        assert_eq!(decided(&["1.234.567", "0,125"], b','), Ok(DecimalMark::Comma));
        assert_eq!(decided(&["100", "200"], b';'), Ok(DecimalMark::Point));
    }
}
