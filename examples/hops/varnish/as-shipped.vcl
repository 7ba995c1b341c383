# Varnish with its defaults. Listens on 8080, forwards to 9100.
vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "9100";
}
