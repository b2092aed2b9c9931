//! Pictures in a bot's cards: sealed, at the relay before their message, and once a conversation; what is none is
//! left out and told.

use sigilo_protocol::{Attachment, Card, Content, Opener};

use super::{super::pictures::tests::png, conversation::welcomed, visitor::Visitor, world::World};

/// The cards that come next.
async fn cards(visitor: &mut Visitor, id: &str) -> Vec<Card> {
    visitor.say(id, "pictures", "en").await;
    let heard = visitor.hear(1).await;
    let [Content::Text { text, cards: Some(cards), .. }] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!(text, "One and two");
    cards.read().unwrap()
}

fn opened(file: &Attachment, blob: &[u8]) -> Vec<u8> {
    Opener::new(&file.key, file.blob, file.size).unwrap().last(blob).unwrap()
}

#[tokio::test]
async fn a_card_s_picture_is_at_the_relay_before_its_message_and_opens() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let cards = cards(&mut visitor, "p1").await;
    let file = cards[0].picture.as_ref().unwrap().file();
    assert_eq!((&*file.media, file.alt.as_deref()), ("image/png", Some("A house")));
    let blob = visitor.get(file.blob).await.unwrap();
    assert_eq!(opened(file, &blob), png(64, 36, None));
    assert_eq!(world.heard.of("file.sent").len(), 1);

    // The other is no picture: its card comes without it.
    assert_eq!((&*cards[1].title, &cards[1].picture), ("Two", &None));
    let refused = world.heard.of("picture.refused");
    assert_eq!((refused.len(), &refused[0].details["reason"]), (1, &"kind".into()));
    assert!(refused[0].conversation.is_some());
    desk.stop().await;
}

#[tokio::test]
async fn a_picture_is_sealed_once_a_day_for_a_conversation_and_never_for_two() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = welcomed(&world, &pins, 1).await;
    let mut other = welcomed(&world, &pins, 2).await;
    let mut files = Vec::new();
    for id in ["p1", "p2"] {
        let cards = cards(&mut visitor, id).await;
        files.push(cards[0].picture.clone().unwrap().into_file());
    }
    assert_eq!(files[0], files[1]);
    assert_eq!(world.heard.of("file.sent").len(), 1, "a relay keeps few files of a conversation");
    let theirs = cards(&mut other, "p1").await[0].picture.clone().unwrap().into_file();
    assert!(theirs.blob != files[0].blob && theirs.key != files[0].key);
    world.pass(24 * 3_600);
    let later = cards(&mut visitor, "p3").await[0].picture.clone().unwrap().into_file();
    assert_ne!(later.blob, files[0].blob);
    assert!(visitor.finds(later.blob).await);
    desk.stop().await;
}
