//! YAML text → typed values: the only file that names `serde_yaml`.

use serde::de::DeserializeOwned;

/// Why a text is not the YAML that was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// What is wrong, without the place.
    pub message: String,
    /// Byte of the text at which it was noticed, where known.
    pub offset: Option<usize>,
}

/// Reads one document.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, YamlError> {
    serde_yaml::from_str(text).map_err(|error: serde_yaml::Error| YamlError {
        message: error.to_string(),
        offset: error.location().map(|location| location.index()),
    })
}
