# A cache that lets event streams pass. Listens on 8080, forwards to 9100.
vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "9100";
  .between_bytes_timeout = 1h; # the default ends a stream that is silent for 60 s
}

sub vcl_recv {
  # Never cached, never shared; and bytes are handed through, so each side learns of the other's end.
  if (req.http.Accept ~ "text/event-stream") {
    return (pipe);
  }
}
