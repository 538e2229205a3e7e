//! What a long run tells its caller while it works. The library only reports; whether and how it is shown is the
//! caller's affair.

/// Hears how far a run has come. Called from several threads.
pub trait Progress: Sync {
    /// A stage begins; `total` steps are to come, where that is known.
    fn stage(&self, name: &'static str, total: Option<usize>);
    /// One step of the stage is done.
    fn step(&self);
}

/// Hears and says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: &'static str, _: Option<usize>) {}
    fn step(&self) {}
}
