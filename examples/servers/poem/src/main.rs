//! A stream of Server-Sent Events on poem, as its documentation shows SSE with a stream of events and a keep-alive.
use std::time::Duration;

use poem::http::StatusCode;
use poem::listener::TcpListener;
use poem::web::sse::{Event, SSE};
use poem::web::{Data, Json};
use poem::{get, handler, post, EndpointExt, Route, Server};
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

#[handler]
fn events(messages: Data<&Sender<Message>>) -> SSE {
    SSE::new(
        BroadcastStream::new(messages.subscribe())
            .filter_map(Result::ok)
            .map(|Message { data, event, id }| Event::message(data).event_type(event).id(id)),
    )
    .keep_alive(Duration::from_secs(5))
}

#[handler]
fn publish(messages: Data<&Sender<Message>>, Json(message): Json<Message>) -> StatusCode {
    let _ = messages.send(message);
    StatusCode::NO_CONTENT
}

#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    let app = Route::new()
        .at("/events", get(events))
        .at("/publish", post(publish))
        .data(channel::<Message>(1024).0);
    let port = std::env::args().nth(1).unwrap_or("8433".into());
    Server::new(TcpListener::bind(format!("127.0.0.1:{port}")))
        .run(app)
        .await
}
