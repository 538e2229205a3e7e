//! What is printed, where, and in which colours.

use std::env;
use std::io::{self, IsTerminal, Write};

use super::flags::{Colour, Global, MessageFormat};
use crate::diagnostic::printer::{self, Format, Style};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, codes};

/// Standard output and error, and how much to say on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    volume: Volume,
    format: MessageFormat,
    style: Style,
}

/// What to do about a wrong call.
const SHOWN_BY_HELP: &str = "keyfolio --help, and --help behind a command, show how to call it";
/// What to do about a failure.
const ONCE_AGAIN: &str = "see to it that this can be read and written, and run it again";

/// How much to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Volume {
    Quiet,
    Normal,
    Verbose,
}

impl Terminal {
    /// As the flags and the environment ask.
    pub fn new(global: &Global) -> Self {
        let volume = match (global.quiet, global.verbose) {
            (true, _) => Volume::Quiet,
            (false, true) => Volume::Verbose,
            (false, false) => Volume::Normal,
        };
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let style = style(
            global.color,
            &Surroundings {
                no_color: set("NO_COLOR").is_some(),
                forced: set("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
                on_terminal: io::stderr().is_terminal() && set("TERM").is_none_or(|term| term != "dumb"),
            },
        );
        Self { volume, format: global.message_format, style }
    }

    /// Whether to say more than usual.
    pub fn is_verbose(self) -> bool {
        self.volume == Volume::Verbose
    }

    /// Whether notes are printed: they may be hundreds, so only to programs, or on demand.
    pub fn shows_notes(self) -> bool {
        self.volume == Volume::Verbose || (self.volume == Volume::Normal && self.format == MessageFormat::Json)
    }

    /// The same, saying more than usual.
    pub fn verbose(self) -> Self {
        let volume = if self.volume == Volume::Quiet { Volume::Quiet } else { Volume::Verbose };
        Self { volume, ..self }
    }

    /// Whether progress may be shown.
    pub fn shows_progress(self) -> bool {
        self.volume != Volume::Quiet && self.format == MessageFormat::Human && io::stderr().is_terminal()
    }

    /// Writes a result to stdout.
    #[expect(clippy::unused_self, reason = "said on a terminal like everything else")]
    pub fn result(self, bytes: &[u8]) -> anyhow::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        Ok(out.flush()?)
    }

    /// Says something on stderr, unless that was not wanted.
    pub fn say(self, text: &str) {
        if self.volume != Volume::Quiet {
            self.complain(text);
        }
    }

    /// Says what was done where diagnostics stand on stderr too: programs read there nothing but those.
    pub fn sum_up(self, text: &str) {
        if self.format != MessageFormat::Json {
            self.say(text);
        }
    }

    /// Prints diagnostics; `json` and `github` are the result of `check` and go to stdout.
    pub fn check_result(self, diagnostics: &Diagnostics) -> anyhow::Result<()> {
        if self.format == MessageFormat::Human {
            self.diagnostics(diagnostics);
            return Ok(());
        }
        let mut out = Vec::new();
        printer::print(&self.shown(diagnostics), self.printer_format(), &mut out)?;
        self.result(&out)
    }

    /// Prints diagnostics to stderr; to people, with a line that counts them.
    pub fn diagnostics(self, diagnostics: &Diagnostics) {
        let shown = self.shown(diagnostics);
        let mut text = Vec::new();
        // Writing to memory does not fail.
        let _ = printer::print(&shown, self.printer_format(), &mut text);
        if self.format == MessageFormat::Human
            && let Some(summary) = printer::summary(&shown)
        {
            text.extend_from_slice(summary.as_bytes());
            text.push(b'\n');
        }
        let _ = io::stderr().lock().write_all(&text);
    }

    /// Prints a failure of the world, or a wrong call, with its causes; to programs as a diagnostic.
    pub fn error(self, code: Code, error: &anyhow::Error) {
        let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
        let message = causes.join(": ");
        match self.format {
            MessageFormat::Human => self.complain(&format!("error: {message}")),
            format => {
                let help = if code == codes::WRONG_CALL { SHOWN_BY_HELP } else { ONCE_AGAIN };
                tell_program(format, &Diagnostic::error(code, message).help(help));
            }
        }
    }

    /// Whatever cannot be said to a closed stderr is not worth failing for.
    #[expect(clippy::unused_self, reason = "said on a terminal like everything else")]
    fn complain(self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    fn printer_format(self) -> Format {
        printer_format(self.format, self.style)
    }

    /// What is printed of them: under `--quiet`, errors only.
    fn shown(self, diagnostics: &Diagnostics) -> Diagnostics {
        let wanted = |severity| match severity {
            Severity::Error => true,
            Severity::Warning => self.volume != Volume::Quiet,
            Severity::Note => self.shows_notes(),
        };
        let mut shown: Vec<_> = diagnostics.iter().filter(|diagnostic| wanted(diagnostic.severity)).cloned().collect();
        if self.format == MessageFormat::Human {
            // What stands last on a terminal is what is seen.
            shown.sort_by_key(|diagnostic| match diagnostic.severity {
                Severity::Note => 0,
                Severity::Warning => 1,
                Severity::Error => 2,
            });
        }
        shown.into_iter().collect()
    }
}

/// Prints one diagnostic, which is of no file, to stderr.
pub fn tell_program(format: MessageFormat, diagnostic: &Diagnostic) {
    let one = Diagnostics::from_iter([diagnostic.clone()]);
    // Whatever cannot be said to a closed stderr is not worth failing for.
    let _ = printer::print(&one, printer_format(format, Style::Plain), &mut io::stderr().lock());
}

fn printer_format(format: MessageFormat, style: Style) -> Format {
    match format {
        MessageFormat::Human => Format::Human(style),
        MessageFormat::Json => Format::Json,
        MessageFormat::Github => Format::Github,
    }
}

/// What decides on colours when the flag leaves it open.
struct Surroundings {
    no_color: bool,
    forced: bool,
    on_terminal: bool,
}

/// The flag, else `NO_COLOR` (<https://no-color.org>), else `CLICOLOR_FORCE` (<https://bixense.com/clicolors/>), else
/// whether there is a terminal.
fn style(flag: Colour, surroundings: &Surroundings) -> Style {
    let coloured = match flag {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => !surroundings.no_color && (surroundings.forced || surroundings.on_terminal),
    };
    if coloured { Style::Coloured } else { Style::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_comes_before_the_environment() {
        let style = |flag, no_color, forced, on_terminal| style(flag, &Surroundings { no_color, forced, on_terminal });
        assert_eq!(style(Colour::Always, true, false, false), Style::Coloured);
        assert_eq!(style(Colour::Never, false, true, true), Style::Plain);
        assert_eq!(style(Colour::Auto, false, false, true), Style::Coloured);
        assert_eq!(style(Colour::Auto, false, false, false), Style::Plain);
        assert_eq!(style(Colour::Auto, false, true, false), Style::Coloured);
        assert_eq!(style(Colour::Auto, true, true, true), Style::Plain);
    }
}
