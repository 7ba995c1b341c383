package events;

import io.javalin.Javalin;
import io.javalin.http.sse.SseClient;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A stream of Server-Sent Events on Javalin, as its documentation shows sse with keepAlive and a queue of clients. */
public class Application {
  public record Message(String data, String event, String id) {}

  public static void main(String[] args) {
    Queue<SseClient> clients = new ConcurrentLinkedQueue<>();
    Javalin.create(config -> {
      config.http.maxRequestSize = 32L << 20;
      config.routes.sse("/events", client -> {
        client.keepAlive();
        client.onClose(() -> clients.remove(client));
        clients.add(client);
      });
      config.routes.post("/publish", ctx -> {
        Message message = ctx.bodyAsClass(Message.class);
        String event = message.event() == null || message.event().isEmpty() ? "message" : message.event();
        String id = message.id() == null || message.id().isEmpty() ? null : message.id();
        for (SseClient client : clients) client.sendEvent(event, message.data(), id);
        ctx.status(204);
      });
    }).start("127.0.0.1", args.length > 0 ? Integer.parseInt(args[0]) : 8443);
  }
}
