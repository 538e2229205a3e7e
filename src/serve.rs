//! The preview: the site over HTTP, rebuilt when a file changes, reloaded in the browser.
//!
//! 1. [`Preview::bind`] takes the next free port.
//! 2. [`Preview::run`] is one loop over [`Event`]s: a request, a changed file, a finished build. Requests are answered
//!    on threads of their own from a snapshot of the [`State`], builds run on one thread, one at a time.
//! 3. Browsers listen at `/.keyfolio/events` ([server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html)).
//!    A good build reloads them; a failed one shows its diagnostics over the last good page.
//!
//! The script that listens is put into pages as they are served, never into the files. It is a preview for one
//! person: requests from pages of other hosts are refused while it is bound to loopback.

mod address;
mod live;
mod response;
mod watch;

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, anyhow};
use tiny_http::{Request, Server};

use live::Listeners;

/// Port that is tried first.
pub const FIRST_PORT: u16 = 4177;

/// How many ports are tried.
const PORTS: u16 = 100;

/// How often silent connections hear that the server is alive.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What a build came to, as far as browsers care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Built {
    /// The site stands; whether any file differs from before.
    Good {
        /// Whether browsers have something new to see.
        changed: bool,
    },
    /// The user's files are wrong, or the world failed; what to show.
    Failed(String),
}

/// What is previewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previewed {
    /// Root of the workspace; its folders are watched.
    pub root: PathBuf,
    /// Where the site is built; not watched.
    pub output: PathBuf,
}

/// What happens while previewing.
enum Event {
    Request(Request),
    Changed,
    Built(Built),
    Broken(anyhow::Error),
}

/// What requests are answered from.
#[derive(Debug, Clone)]
struct State {
    output: PathBuf,
    address: SocketAddr,
    /// Counts the builds that changed something; tells a browser whether its page is old.
    build: u64,
    /// Diagnostics of the last build, where it failed.
    problems: Option<String>,
}

/// A server that is bound and not running yet.
pub struct Preview {
    server: Arc<Server>,
    address: SocketAddr,
}

impl Preview {
    /// Binds the first free port from `port` on.
    pub fn bind(interface: IpAddr, port: u16) -> anyhow::Result<Self> {
        let ports = port..=port.saturating_add(PORTS - 1);
        let mut last = None;
        for port in ports.clone() {
            match TcpListener::bind(SocketAddr::new(interface, port)) {
                Ok(listener) => {
                    let address = listener.local_addr().context("cannot tell the port")?;
                    let server = Server::from_listener(listener, None).map_err(|error| anyhow!(error))?;
                    return Ok(Self { server: Arc::new(server), address });
                }
                Err(error) => last = Some(error),
            }
        }
        let tried = format!("cannot listen on {interface}, ports {} to {}", ports.start(), ports.end());
        Err(last.map_or_else(|| anyhow!("no port"), anyhow::Error::from).context(tried))
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where a browser finds the site.
    pub fn url(&self) -> String {
        let port = self.address.port();
        match self.address.ip() {
            ip if ip.is_unspecified() => format!("http://localhost:{port}/"),
            IpAddr::V4(ip) => format!("http://{ip}:{port}/"),
            IpAddr::V6(ip) => format!("http://[{ip}]:{port}/"),
        }
    }

    /// Whether it listens on every address of this machine, so that other machines find it too.
    pub fn is_open_to_others(&self) -> bool {
        self.address.ip().is_unspecified()
    }

    /// Serves and rebuilds until the process ends. `first` is what the first build, made by the caller, came to.
    pub fn run<B>(self, previewed: Previewed, first: Built, build: B) -> anyhow::Result<()>
    where
        B: FnMut() -> Built + Send + 'static,
    {
        let (events, received) = mpsc::channel();
        accept(Arc::clone(&self.server), events.clone())?;
        let changes = events.clone();
        let mut watcher = watch::Watcher::new(&previewed, move |result| {
            let event = result.map_or_else(Event::Broken, |()| Event::Changed);
            // Fails only when the loop has ended, and then nobody needs to hear it.
            let _ = changes.send(event);
        })?;
        watcher.follow()?;
        let orders = builder(build, events)?;
        let problems = match first {
            Built::Good { .. } => None,
            Built::Failed(text) => Some(text),
        };
        let state = State { output: previewed.output, address: self.address, build: 0, problems };
        Loop { state, listeners: Listeners::default(), orders, watcher, building: false, stale: false }.run(&received)
    }
}

/// The loop and all that it owns; nothing is shared.
struct Loop {
    state: State,
    listeners: Listeners,
    orders: Sender<()>,
    watcher: watch::Watcher,
    building: bool,
    /// Whether something changed while a build was running.
    stale: bool,
}

impl Loop {
    fn run(mut self, events: &Receiver<Event>) -> anyhow::Result<()> {
        loop {
            match events.recv_timeout(KEEP_ALIVE) {
                Ok(Event::Request(request)) => self.answer(request),
                Ok(Event::Changed) if self.building => self.stale = true,
                Ok(Event::Changed) => self.order()?,
                Ok(Event::Built(built)) => {
                    self.building = false;
                    self.built(built);
                    if self.stale {
                        self.stale = false;
                        self.order()?;
                    }
                }
                Ok(Event::Broken(error)) => return Err(error),
                Err(RecvTimeoutError::Timeout) => self.listeners.keep_alive(),
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
    }

    fn order(&mut self) -> anyhow::Result<()> {
        self.watcher.follow()?;
        self.building = true;
        self.orders.send(()).context("the build thread has ended")
    }

    fn built(&mut self, built: Built) {
        match built {
            Built::Good { changed } => {
                self.state.build += u64::from(changed);
                self.state.problems = None;
            }
            Built::Failed(text) => self.state.problems = Some(text),
        }
        self.listeners.tell(&self.state);
    }

    fn answer(&mut self, request: Request) {
        if response::is_allowed(&request, self.state.address) && response::is_for_events(&request) {
            self.listeners.add(request, &self.state);
            return;
        }
        let state = self.state.clone();
        // A browser that has gone away is its own affair.
        thread::spawn(move || drop(response::respond(request, &state)));
    }
}

/// Hands every request to the loop.
fn accept(server: Arc<Server>, events: Sender<Event>) -> anyhow::Result<()> {
    let hand_on = move || {
        loop {
            let event = match server.recv() {
                Ok(request) => Event::Request(request),
                Err(error) => Event::Broken(anyhow::Error::from(error).context("the preview server has stopped")),
            };
            let broken = matches!(event, Event::Broken(_));
            if events.send(event).is_err() || broken {
                return;
            }
        }
    };
    thread::Builder::new().name("requests".to_owned()).spawn(hand_on).context("cannot start a thread")?;
    Ok(())
}

/// Builds once per order, on a thread of its own.
fn builder<B>(mut build: B, events: Sender<Event>) -> anyhow::Result<Sender<()>>
where
    B: FnMut() -> Built + Send + 'static,
{
    let (orders, ordered) = mpsc::channel::<()>();
    let work = move || {
        while ordered.recv().is_ok() {
            if events.send(Event::Built(build())).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("builds".to_owned()).spawn(work).context("cannot start a thread")?;
    Ok(orders)
}

#[cfg(test)]
mod tests;
