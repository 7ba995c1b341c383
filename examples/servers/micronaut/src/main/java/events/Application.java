package events;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.sse.Event;
import io.micronaut.runtime.Micronaut;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Sinks;

/** A stream of Server-Sent Events on Micronaut, as its documentation shows a Publisher of Event. */
@Controller
public class Application {
  private final Sinks.Many<Event<String>> messages = Sinks.many().multicast().directBestEffort();

  @Get(uri = "/events", produces = MediaType.TEXT_EVENT_STREAM)
  public Publisher<Event<String>> events() {
    return messages.asFlux().onBackpressureBuffer();
  }

  @Post("/publish")
  @Status(HttpStatus.NO_CONTENT)
  public synchronized void publish(@Body Map<String, String> message) {
    Event<String> event = Event.of(message.get("data"));
    if (!message.getOrDefault("event", "").isEmpty()) event = event.name(message.get("event"));
    if (!message.getOrDefault("id", "").isEmpty()) event = event.id(message.get("id"));
    messages.tryEmitNext(event);
  }

  public static void main(String[] args) {
    System.setProperty("micronaut.server.port", args.length > 0 ? args[0] : "8444");
    System.setProperty("micronaut.server.host", "127.0.0.1");
    System.setProperty("micronaut.server.max-request-size", "32MB");
    Micronaut.run(Application.class, args);
  }
}
