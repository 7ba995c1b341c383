//! A stream of Server-Sent Events on axum, as its documentation shows Sse with a stream of events and a keep-alive.
use std::convert::Infallible;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::stream::Stream;
use serde::Deserialize;
use tokio::sync::broadcast::{channel, Sender};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::StreamExt as _;

#[derive(Clone, Deserialize)]
struct Message {
    data: String,
    #[serde(default)]
    event: String,
    #[serde(default)]
    id: String,
}

fn event(message: Message) -> Event {
    let mut event = Event::default().data(message.data);
    if !message.event.is_empty() {
        event = event.event(message.event);
    }
    if !message.id.is_empty() {
        event = event.id(message.id);
    }
    event
}

async fn sse_handler(
    State(messages): State<Sender<Message>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = BroadcastStream::new(messages.subscribe())
        .filter_map(Result::ok)
        .map(|message| Ok(event(message)));
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn publish(
    State(messages): State<Sender<Message>>,
    Json(message): Json<Message>,
) -> StatusCode {
    let _ = messages.send(message);
    StatusCode::NO_CONTENT
}

#[tokio::main]
async fn main() {
    let app = Router::new()
        .route("/events", get(sse_handler))
        .route("/publish", post(publish))
        .layer(DefaultBodyLimit::max(32 << 20))
        .with_state(channel(1024).0);
    let port = std::env::args().nth(1).unwrap_or("8431".into());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}"))
        .await
        .unwrap();
    axum::serve(listener, app).await.unwrap();
}
