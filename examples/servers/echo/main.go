// A stream of Server-Sent Events on Echo with r3labs/sse, as Echo's cookbook shows broadcasting.
package main

import (
	"net/http"
	"os"

	"github.com/labstack/echo/v4"
	"github.com/r3labs/sse/v2"
)

type published struct {
	Data  string `json:"data"`
	Event string `json:"event"`
	ID    string `json:"id"`
}

func main() {
	e := echo.New()
	e.HideBanner = true

	server := sse.New()       // create SSE broadcaster server
	server.AutoReplay = false // do not replay messages for each new subscriber that connects
	_ = server.CreateStream("time")

	e.GET("/events", func(c echo.Context) error {
		server.ServeHTTP(c.Response(), c.Request())
		return nil
	})
	e.POST("/publish", func(c echo.Context) error {
		var message published
		if err := c.Bind(&message); err != nil {
			return err
		}
		server.Publish("time", &sse.Event{ID: []byte(message.ID), Data: []byte(message.Data), Event: []byte(message.Event)})
		return c.NoContent(http.StatusNoContent)
	})
	e.Logger.Fatal(e.Start("127.0.0.1:" + port("8422")))
}

func port(usual string) string {
	if len(os.Args) > 1 {
		return os.Args[1]
	}
	return usual
}
