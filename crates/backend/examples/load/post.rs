//! Posting: connections that each ask and wait, as fast as they can or at a pace.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use http_body_util::{BodyExt as _, Full};
use hyper::{
    Request,
    client::conn::http1::{SendRequest, handshake},
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpStream,
    task::JoinSet,
    time::{Instant, sleep_until},
};

use crate::{sealed::Post, serve::Relay};

/// How fast.
#[derive(Clone, Copy)]
pub(crate) enum Pace {
    /// The next as soon as the last was answered.
    Free,
    /// So many a second, whatever the answers take.
    PerSecond(f64),
}

/// What was answered.
struct Answer {
    status: u16,
    milliseconds: f64,
    retry_after: Option<u64>,
    name: (String, u64),
}

/// All of it.
pub(crate) struct Answers(Vec<Answer>);

/// Posts everything once.
pub(crate) async fn all(relay: &Relay, posts: &[Post], connections: usize, pace: Pace) -> Answers {
    let posts: Arc<[Post]> = posts.into();
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    let began = Instant::now();
    for _ in 0..connections {
        let (posts, next, address) = (posts.clone(), next.clone(), relay.address.clone());
        tasks.spawn(async move {
            let mut connection = connect(&address).await;
            let mut answers = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(post) = posts.get(number) else { return answers };
                // At a pace, what an answer took counts from when it was due, not from when its turn came.
                let due = match pace {
                    Pace::Free => Instant::now(),
                    Pace::PerSecond(rate) => began + Duration::from_secs_f64(number as f64 / rate),
                };
                sleep_until(due).await;
                let (status, retry_after) = once(&mut connection, post).await;
                let milliseconds = due.elapsed().as_secs_f64() * 1_000.0;
                answers.push(Answer { status, milliseconds, retry_after, name: post.name.clone() });
            }
        });
    }
    Answers(tasks.join_all().await.into_iter().flatten().collect())
}

async fn connect(address: &str) -> SendRequest<Full<axum::body::Bytes>> {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}

async fn once(
    connection: &mut SendRequest<Full<axum::body::Bytes>>,
    post: &Post,
) -> (u16, Option<u64>) {
    let request = Request::post(&post.path)
        .header("host", "relay")
        .header("content-type", "application/json");
    let request = request.body(Full::new(post.body.clone())).unwrap();
    connection.ready().await.unwrap();
    let answer = connection.send_request(request).await.unwrap();
    let status = answer.status().as_u16();
    let retry_after = answer.headers().get("retry-after");
    let retry_after = retry_after.and_then(|value| value.to_str().ok()?.parse().ok());
    answer.into_body().collect().await.unwrap();
    (status, retry_after)
}

impl Answers {
    pub(crate) fn merged(one: &Self, other: &Self) -> Self {
        let copy = |answer: &Answer| Answer { name: answer.name.clone(), ..*answer };
        Self(one.0.iter().chain(&other.0).map(copy).collect())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn count(&self, status: u16) -> usize {
        self.0.iter().filter(|answer| answer.status == status).count()
    }

    /// Fails if anything was refused.
    pub(crate) fn all_taken(&self) {
        assert_eq!(self.count(201), self.len(), "something was refused");
    }

    /// Of the times of those that were taken, in milliseconds.
    pub(crate) fn percentile(&self, part: f64) -> f64 {
        let taken = self.0.iter().filter(|answer| answer.status == 201);
        let mut times: Vec<_> = taken.map(|answer| answer.milliseconds).collect();
        times.sort_by(f64::total_cmp);
        let last = times.len().saturating_sub(1);
        times.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn acknowledged(&self) -> impl Iterator<Item = &(String, u64)> {
        self.0.iter().filter(|answer| matches!(answer.status, 200 | 201)).map(|answer| &answer.name)
    }

    /// Whether every refusal says when to come again.
    pub(crate) fn say_when(&self) -> bool {
        let mut refused = self.0.iter().filter(|answer| matches!(answer.status, 429 | 503));
        refused.all(|answer| answer.retry_after.is_some_and(|seconds| seconds >= 1))
    }

    pub(crate) fn longest_wait(&self) -> u64 {
        self.0.iter().filter_map(|answer| answer.retry_after).max().unwrap_or(0)
    }

    /// What was refused, to be posted again.
    pub(crate) fn refused(&self, posts: &[Post]) -> Vec<Post> {
        let taken: HashSet<_> = self.acknowledged().collect();
        posts.iter().filter(|post| !taken.contains(&post.name)).cloned().collect()
    }
}
