//! A stream of Server-Sent Events on warp, as its documentation shows sse::reply with a keep-alive.
use std::convert::Infallible;

use serde::Deserialize;
use tokio::sync::broadcast::channel;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::StreamExt as _;
use warp::http::StatusCode;
use warp::{sse::Event, Filter};

#[derive(Clone, Deserialize)]
struct Message {
    data: String,
    #[serde(default)]
    event: String,
    #[serde(default)]
    id: String,
}

fn event(message: Message) -> Result<Event, Infallible> {
    let mut event = Event::default().data(message.data);
    if !message.event.is_empty() {
        event = event.event(message.event);
    }
    if !message.id.is_empty() {
        event = event.id(message.id);
    }
    Ok(event)
}

#[tokio::main]
async fn main() {
    let messages = channel::<Message>(1024).0;
    let sender = messages.clone();

    let events = warp::path("events").and(warp::get()).map(move || {
        let stream = BroadcastStream::new(messages.subscribe())
            .filter_map(Result::ok)
            .map(event);
        warp::sse::reply(warp::sse::keep_alive().stream(stream))
    });
    let publish = warp::path("publish")
        .and(warp::post())
        .and(warp::body::json())
        .map(move |message: Message| {
            let _ = sender.send(message);
            StatusCode::NO_CONTENT
        });

    let port = std::env::args().nth(1).unwrap_or("8434".into());
    warp::serve(events.or(publish))
        .run(([127, 0, 0, 1], port.parse::<u16>().unwrap()))
        .await;
}
