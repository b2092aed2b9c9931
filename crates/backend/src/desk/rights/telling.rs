//! What was settled is told to whoever asked, sealed like everything else.

use sigilo_protocol::Content;

use super::{
    super::{
        answer::{Skip, named},
        office::{Desk, RoundError},
        store::{Kept, Step},
    },
    Change, Request,
};
use crate::names::log_name;

impl Desk {
    /// Tells visitors what was settled since the last look. A conversation that is lost or over hears
    /// nothing more.
    pub(in crate::desk) async fn tell_settled(&mut self) -> Result<(), RoundError> {
        for request in self.store.untold().await? {
            let told = self.state_of(&request, None).await?;
            match self.say(&request, told).await {
                Ok(true) => {}
                Ok(false) => self.store.give_up_telling(request.id()).await?,
                Err(Skip::Database(error)) => return Err(error.into()),
                Err(reason) => {
                    let conversation = log_name(request.conv);
                    tracing::warn!(conversation, %reason, "a settled request can't be told");
                    self.store.give_up_telling(request.id()).await?;
                }
            }
        }
        Ok(())
    }

    async fn say(&mut self, request: &Request, content: Content) -> Result<bool, Skip> {
        let conv = request.conv;
        let (Some(lang), Some(mut state)) = self.recall(conv).await? else { return Ok(false) };
        let waiting = self.store.queue(conv).await?;
        let (answers, queue) = self.seal(&mut state, waiting, named(vec![content]))?;
        let (change, settled) = (Change::Told(request.id()), self.settlement(request));
        let events = vec![settled.clone()];
        let said = Step::said(conv, Kept { lang, state }, answers, queue);
        let step = Step { change, events, ..said };
        self.store.commit(self.store.cursor().await?, step).await?;
        self.others.tell(&settled);
        Ok(true)
    }
}
