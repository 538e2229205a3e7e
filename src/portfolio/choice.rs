//! Enumerations that people write as a word: one macro, so that each has its words, its order and its key.

/// Declares an enumeration with the word that stands for each variant in YAML, and further words read as the same.
///
/// It yields `ALL` (in the order written), `key` (the word), and serde by word (by index in binary caches).
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal $(| $other:literal)*),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word $(, alias = $other)*)] $variant,)+
        }

        impl $name {
            /// Every one, in the order of the source.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for it in YAML, in snake case.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

pub(super) use choice;
