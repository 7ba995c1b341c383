//! A stream of Server-Sent Events on Actix Web with actix-web-lab, as its documentation shows sse::Sse from a stream.
use std::time::Duration;

use actix_web::{get, post, web, App, HttpResponse, HttpServer, Responder};
use actix_web_lab::sse;
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

#[get("/events")]
async fn events(messages: web::Data<Sender<Message>>) -> impl Responder {
    let stream = BroadcastStream::new(messages.subscribe())
        .filter_map(Result::ok)
        .map(|message| {
            let mut data = sse::Data::new(message.data);
            if !message.event.is_empty() {
                data.set_event(message.event);
            }
            if !message.id.is_empty() {
                data.set_id(message.id);
            }
            sse::Event::Data(data)
        });
    sse::Sse::from_infallible_stream(stream).with_keep_alive(Duration::from_secs(5))
}

#[post("/publish")]
async fn publish(
    messages: web::Data<Sender<Message>>,
    message: web::Json<Message>,
) -> impl Responder {
    let _ = messages.send(message.into_inner());
    HttpResponse::NoContent()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let messages = web::Data::new(channel::<Message>(1024).0);
    let port = std::env::args().nth(1).unwrap_or("8432".into());
    HttpServer::new(move || {
        App::new()
            .app_data(messages.clone())
            .app_data(web::JsonConfig::default().limit(32 << 20))
            .service(events)
            .service(publish)
    })
    .workers(2)
    .bind(format!("127.0.0.1:{port}"))?
    .run()
    .await
}
