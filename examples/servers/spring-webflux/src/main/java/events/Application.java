package events;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A stream of Server-Sent Events on Spring WebFlux, as its documentation shows a Flux of ServerSentEvent. */
@SpringBootApplication
@RestController
public class Application {
  public record Message(String data, String event, String id) {}

  private final Sinks.Many<ServerSentEvent<String>> messages = Sinks.many().multicast().directBestEffort();

  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public Flux<ServerSentEvent<String>> events() {
    return messages.asFlux().onBackpressureBuffer();
  }

  @PostMapping("/publish")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public synchronized void publish(@RequestBody Message message) {
    ServerSentEvent.Builder<String> event = ServerSentEvent.builder(message.data());
    if (message.event() != null && !message.event().isEmpty()) event.event(message.event());
    if (message.id() != null && !message.id().isEmpty()) event.id(message.id());
    messages.tryEmitNext(event.build());
  }

  public static void main(String[] args) {
    System.setProperty("server.port", args.length > 0 ? args[0] : "8441");
    System.setProperty("server.address", "127.0.0.1");
    System.setProperty("spring.codec.max-in-memory-size", "32MB");
    SpringApplication.run(Application.class, args);
  }
}
