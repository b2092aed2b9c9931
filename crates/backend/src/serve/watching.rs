//! Who hears of events beside the figures: what hands them on, and what raises alarms.

use std::{path::Path, sync::Arc};

use super::running::StartError;
use crate::{
    Clock,
    alerts::{self, Alarms},
    events::{Events, Listener},
    settings::Settings,
    siem::{Export, Running},
};

/// Both, as a configuration has them.
pub(super) struct Watching {
    export: Arc<Export>,
    alarms: Arc<Alarms>,
    running: Running,
}

/// Starts them, and adds them to those who listen.
pub(super) fn start(
    settings: &Settings,
    listeners: &mut Vec<Arc<dyn Listener>>,
) -> Result<Watching, StartError> {
    // Beside the relay's database; a program with desks alone has its own folder as the configuration's.
    let data = settings.relay.database.parent().unwrap_or(Path::new("."));
    let (export, running) = Export::start(&settings.siem, data, &Clock::system())?;
    let rules =
        alerts::Settings { standard: settings.standard_alerts.0, alert: settings.alert.clone() };
    let alarms = Arc::new(Alarms::new(&rules));
    listeners.push(export.clone());
    listeners.push(alarms.clone());
    Ok(Watching { export, alarms, running })
}

impl Watching {
    /// Alarms and losses are told to everybody.
    pub(super) fn tell_to(&self, events: &Events) {
        self.export.tell_to(events.clone());
        self.alarms.tell_to(events.clone());
    }

    /// What was told goes out, for as long as that may take.
    pub(super) async fn finish(self) {
        self.export.close();
        self.running.finish().await;
    }
}
