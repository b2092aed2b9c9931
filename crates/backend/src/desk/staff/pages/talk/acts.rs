//! What is done in a conversation, and told.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
};

use super::super::{
    super::{Role, Staff, guard::Visit},
    Answer, Fault,
};
use crate::desk::people::{PeopleError, Person, Talk};

pub(in super::super::super) async fn take(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let take = async {
        let talk = staff.0.people.find(&name).await?;
        staff.0.people.take(&talk, &person(&visit)?).await?;
        told(&staff, &visit, "handoff.taken", &talk).await
    };
    done(take.await, &visit, &name)
}

pub(in super::super::super) async fn say(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let say = async {
        let talk = staff.0.people.find(&name).await?;
        Ok(staff.0.people.say(&talk, &person(&visit)?, visit.field("text")).await?)
    };
    done(say.await, &visit, &name)
}

pub(in super::super::super) async fn back(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let back = async {
        let is_anybody = visit.account()?.role == Role::Supervisor;
        let talk = staff.0.people.find(&name).await?;
        staff.0.people.hand_back(&talk, &person(&visit)?, is_anybody).await?;
        told(&staff, &visit, "handoff.returned", &talk).await
    };
    done(back.await, &visit, &name)
}

pub(in super::super::super) async fn watch(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let watch = async {
        if !staff.0.people.can_watch() {
            return Err(Fault::Denied);
        }
        let talk = staff.0.people.find(&name).await?;
        // Who can't be told is not read: as the page offers it.
        if !talk.is_live() {
            return Err(PeopleError::Closed.into());
        }
        told(&staff, &visit, "staff.watch-began", &talk).await?;
        Ok(staff.watch(visit.session()?, &talk).await?)
    };
    done(watch.await, &visit, &name)
}

pub(in super::super::super) async fn unwatch(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let unwatch = async { Ok(staff.unwatch(visit.session()?, &name).await?) };
    done(unwatch.await, &visit, &name)
}

pub(super) fn person(visit: &Visit) -> Result<Person, Fault> {
    let account = visit.account()?;
    let (name, picture) = (account.shown.clone(), account.picture.clone());
    Ok(Person { account: account.name.clone(), name, picture })
}

async fn told(staff: &Staff, visit: &Visit, kind: &str, talk: &Talk) -> Result<(), Fault> {
    let mut event = staff.event(kind, &visit.account()?.name);
    event.conversation = Some(talk.name.clone());
    Ok(staff.tell(event).await?)
}

fn done(what: Result<(), Fault>, visit: &Visit, name: &str) -> Answer {
    what.map_err(|fault| fault.told(visit))?;
    Ok(Redirect::to(&format!("/talks/{name}")).into_response())
}
