//! `keyfolio serve`: previews the site, rebuilds on change and reloads the browser.

use std::net::{IpAddr, Ipv4Addr};
use std::process::{Command, Stdio};

use clap::Args;

use super::flags::{Global, SiteFlags};
use super::progress::Bar;
use super::terminal::Terminal;
use super::{Status, build, reading};
use crate::diagnostic::printer::{self, Style};
use crate::diagnostic::{Diagnostics, Severity, codes};
use crate::pipeline::{self, Outcome};
use crate::project::Project;
use crate::serve::{Built, FIRST_PORT, Preview, Previewed};

/// Flags of `serve`.
#[derive(Debug, Args)]
pub struct ServeFlags {
    #[command(flatten)]
    site: SiteFlags,
    /// Port to try first; the next free one is taken
    #[arg(short, long, default_value_t = FIRST_PORT)]
    port: u16,
    /// Address to listen on; other machines can read the preview on any but loopback
    #[arg(short, long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    interface: IpAddr,
    /// Open the browser
    #[arg(short = 'O', long)]
    open: bool,
}

pub fn run(global: &Global, flags: &ServeFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let project = reading::project(global, terminal)?;
    let base_url = build::base_url(&flags.site)?;
    reading::site_request(&project, &flags.site.check, terminal)?;
    let preview = Preview::bind(flags.interface, flags.port)?;
    // A folder of its own: what is previewed, drafts for one, is not what is published, nor what another preview shows.
    let folder = || project.caches().join(format!("preview-{}", preview.address().port()));
    let output = flags.site.output_dir.clone().unwrap_or_else(folder);
    let url = preview.url();
    let elsewhere = if preview.is_open_to_others() {
        format!(", and for other machines at every address of this one, port {}", preview.address().port())
    } else {
        String::new()
    };
    let previewed = Previewed { root: project.root().to_owned(), output: output.clone() };
    let site = Site { project, output, base_url };
    let (check, terminal) = (flags.site.check.clone(), terminal);
    let rebuild = move || {
        let built = reading::site_request(&site.project, &check, terminal).and_then(|mut request| {
            request.base_url = site.base_url.as_deref();
            let bar = Bar::new(terminal);
            pipeline::build(&request, &site.output, &bar)
        });
        show(built, terminal)
    };
    let first = rebuild();
    terminal.say(&format!("Serving at {url}{elsewhere} — Ctrl-C stops"));
    if flags.open {
        open(&url, terminal);
    }
    preview.run(previewed, first, rebuild)?;
    Ok(Status::Good)
}

/// What is built again and again.
struct Site {
    project: Project,
    output: std::path::PathBuf,
    base_url: Option<String>,
}

/// Says what a build came to on the terminal, and what browsers should show.
fn show(built: anyhow::Result<Outcome>, terminal: Terminal) -> Built {
    match built {
        Ok(outcome) => {
            terminal.diagnostics(&outcome.diagnostics);
            terminal.sum_up(&build::last_line(&outcome, terminal));
            match &outcome.published {
                Some(published) => Built::Good { changed: published.written + published.removed > 0 },
                None => Built::Failed(as_text(&outcome.diagnostics)),
            }
        }
        Err(error) => {
            terminal.error(codes::FAILED, &error);
            Built::Failed(format!("error: {error:#}"))
        }
    }
}

/// The errors as plain text.
fn as_text(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.map(|diagnostic| printer::human(diagnostic, Style::Plain)).collect::<Vec<_>>().join("\n\n")
}

/// Opens the default browser; a machine without one is told the address anyway.
fn open(url: &str, terminal: Terminal) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/c", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let started = Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = started {
        terminal.say(&format!("cannot open a browser ({program}: {error}); open {url} yourself"));
    }
}
