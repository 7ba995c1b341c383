package events;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A stream of Server-Sent Events on Spring MVC, as its documentation shows SseEmitter. */
@SpringBootApplication
@RestController
public class Application {
  public record Message(String data, String event, String id) {}

  private final List<SseEmitter> emitters = new CopyOnWriteArrayList<>();

  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  public SseEmitter events() {
    SseEmitter emitter = new SseEmitter(0L);
    emitter.onCompletion(() -> emitters.remove(emitter));
    emitters.add(emitter);
    return emitter;
  }

  @PostMapping("/publish")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void publish(@RequestBody Message message) {
    for (SseEmitter emitter : emitters) {
      SseEmitter.SseEventBuilder event = SseEmitter.event();
      if (message.id() != null && !message.id().isEmpty()) event.id(message.id());
      if (message.event() != null && !message.event().isEmpty()) event.name(message.event());
      try {
        emitter.send(event.data(message.data()));
      } catch (IOException | IllegalStateException gone) {
        // The container ends the exchange of a client that left, as the documentation says.
        emitters.remove(emitter);
      }
    }
  }

  public static void main(String[] args) {
    System.setProperty("server.port", args.length > 0 ? args[0] : "8442");
    System.setProperty("server.address", "127.0.0.1");
    SpringApplication.run(Application.class, args);
  }
}
