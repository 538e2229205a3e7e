//! A progress bar for work that takes longer than a second.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;
use crate::progress::Progress;

/// How long a run may take in silence.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on stderr that appears after a second and leaves nothing behind.
pub struct Bar {
    bar: ProgressBar,
    /// Dropped with the bar, which ends the wait.
    _finished: Sender<()>,
}

impl Bar {
    /// A bar where the terminal shows progress, and nothing elsewhere.
    pub fn new(terminal: Terminal) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let (finished, wait) = mpsc::channel();
        if terminal.shows_progress() {
            let shown = bar.clone();
            thread::spawn(move || {
                if wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    shown.set_draw_target(ProgressDrawTarget::stderr());
                    shown.enable_steady_tick(Duration::from_millis(100));
                }
            });
        }
        Self { bar, _finished: finished }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, total: Option<usize>) {
        let template = if total.is_some() { "{msg} {bar:30} {pos}/{len}" } else { "{msg} {spinner}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        match total {
            Some(total) => self.bar.set_length(total as u64),
            None => self.bar.unset_length(),
        }
        self.bar.set_position(0);
        self.bar.set_message(name);
    }

    fn step(&self) {
        self.bar.inc(1);
    }
}
