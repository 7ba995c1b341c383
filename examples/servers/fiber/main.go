// A stream of Server-Sent Events on Fiber, as its documentation and its SSE recipe show SendStreamWriter.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"sync"

	"github.com/gofiber/fiber/v3"
)

type published struct{ Data, Event, ID string }

var (
	mutex   sync.Mutex
	clients = map[chan published]bool{}
)

func events(c fiber.Ctx) error {
	c.Set("Content-Type", "text/event-stream")
	c.Set("Cache-Control", "no-cache")
	c.Set("Connection", "keep-alive")
	c.Set("Transfer-Encoding", "chunked")

	messages := make(chan published, 64)
	mutex.Lock()
	clients[messages] = true
	mutex.Unlock()
	return c.SendStreamWriter(func(w *bufio.Writer) {
		defer func() {
			mutex.Lock()
			delete(clients, messages)
			mutex.Unlock()
		}()
		for message := range messages {
			if message.ID != "" {
				fmt.Fprintf(w, "id: %s\n", message.ID)
			}
			if message.Event != "" {
				fmt.Fprintf(w, "event: %s\n", message.Event)
			}
			fmt.Fprintf(w, "data: %s\n\n", message.Data)
			if err := w.Flush(); err != nil {
				return
			}
		}
	})
}

func publish(c fiber.Ctx) error {
	var message published
	if err := json.Unmarshal(c.Body(), &message); err != nil {
		return err
	}
	mutex.Lock()
	defer mutex.Unlock()
	for client := range clients {
		select {
		case client <- message:
		default:
		}
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func main() {
	app := fiber.New(fiber.Config{BodyLimit: 32 << 20})
	app.Get("/events", events)
	app.Post("/publish", publish)
	log.Fatal(app.Listen("127.0.0.1:"+port("8424"), fiber.ListenConfig{DisableStartupMessage: true}))
}

func port(usual string) string {
	if len(os.Args) > 1 {
		return os.Args[1]
	}
	return usual
}
