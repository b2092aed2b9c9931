//! Wakes those who wait for news of one list, and nobody else.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use sigilo_protocol::ConvId;
use tokio::sync::watch;

/// A list that can have news: a site's whole feed (`None`), or one conversation.
pub(crate) type Topic = (String, Option<ConvId>);

/// The bells of a relay; a topic that nobody listens to takes no memory.
#[derive(Clone, Default)]
pub(crate) struct Bells(Arc<Mutex<HashMap<Topic, watch::Sender<()>>>>);

/// Hears every ring of one topic from its making on, also those while it is not waiting.
pub(crate) struct Listener {
    bells: Bells,
    topic: Topic,
    news: watch::Receiver<()>,
}

impl Bells {
    /// Begins to listen.
    pub(crate) fn listen(&self, topic: Topic) -> Listener {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bell = bells.entry(topic.clone()).or_insert_with(|| watch::channel(()).0);
        Listener { bells: self.clone(), topic, news: bell.subscribe() }
    }

    /// Tells a conversation's listeners and its site's.
    pub(crate) fn ring(&self, site: &str, conv: ConvId) {
        let bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for topic in [(site.to_owned(), None), (site.to_owned(), Some(conv))] {
            if let Some(bell) = bells.get(&topic) {
                bell.send_replace(());
            }
        }
    }
}

impl Listener {
    /// Waits for the next ring.
    pub(crate) async fn rung(&mut self) {
        // The sender lives in the map for as long as this listener does.
        let _ = self.news.changed().await;
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut bells = self.bells.0.lock().unwrap_or_else(PoisonError::into_inner);
        if bells.get(&self.topic).is_some_and(|bell| bell.receiver_count() <= 1) {
            bells.remove(&self.topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use sigilo_protocol::Bytes;
    use tokio::time::{Duration, timeout};

    use super::*;

    const A: ConvId = Bytes([1; 16]);
    const B: ConvId = Bytes([2; 16]);

    async fn hears(listener: &mut Listener) -> bool {
        timeout(Duration::from_millis(20), listener.rung()).await.is_ok()
    }

    #[tokio::test]
    async fn only_the_listeners_of_a_topic_hear_it() {
        let bells = Bells::default();
        let mut feed = bells.listen(("site".into(), None));
        let mut other_site = bells.listen(("other".into(), None));
        let mut a = bells.listen(("site".into(), Some(A)));
        let mut b = bells.listen(("site".into(), Some(B)));
        bells.ring("site", A);
        assert!(hears(&mut feed).await && hears(&mut a).await);
        assert!(!hears(&mut b).await && !hears(&mut other_site).await);
        assert!(!hears(&mut a).await, "one ring is heard once");
    }

    #[test]
    fn a_topic_without_listeners_is_forgotten() {
        let bells = Bells::default();
        let first = bells.listen(("site".into(), Some(A)));
        let second = bells.listen(("site".into(), Some(A)));
        drop(first);
        assert_eq!(bells.0.lock().unwrap().len(), 1);
        drop(second);
        bells.ring("site", A);
        assert_eq!(bells.0.lock().unwrap().len(), 0);
    }
}
