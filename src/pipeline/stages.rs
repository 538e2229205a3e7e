//! Times the stages of a run and tells of them.

use std::time::{Duration, Instant};

use crate::progress::Progress;

/// Times the stages and tells of them.
pub(super) struct Stages<'a> {
    progress: &'a dyn Progress,
    done: Vec<(&'static str, Duration)>,
    current: Option<(&'static str, Instant)>,
}

impl<'a> Stages<'a> {
    pub fn new(progress: &'a dyn Progress) -> Self {
        Self { progress, done: Vec::new(), current: None }
    }

    pub fn begin(&mut self, name: &'static str, total: Option<usize>) {
        self.close();
        self.progress.stage(name, total);
        self.current = Some((name, Instant::now()));
    }

    pub const fn progress(&self) -> &'a dyn Progress {
        self.progress
    }

    fn close(&mut self) {
        if let Some((name, start)) = self.current.take() {
            self.done.push((name, start.elapsed()));
        }
    }

    pub fn end(mut self) -> Vec<(&'static str, Duration)> {
        self.close();
        self.done
    }
}
