// A stream of Server-Sent Events on Gin, as its documentation shows c.Stream and c.SSEvent with a channel per client.
package main

import (
	"io"
	"log"
	"net/http"
	"os"
	"sync"

	"github.com/gin-gonic/gin"
)

type published struct {
	Data  string `json:"data"`
	Event string `json:"event"`
}

var (
	mutex   sync.Mutex
	clients = map[chan published]bool{}
)

func events(c *gin.Context) {
	messages := make(chan published, 64)
	mutex.Lock()
	clients[messages] = true
	mutex.Unlock()
	defer func() {
		mutex.Lock()
		delete(clients, messages)
		mutex.Unlock()
	}()
	c.Header("Content-Type", "text/event-stream")
	c.Header("Cache-Control", "no-cache")
	c.Header("Connection", "keep-alive")
	c.Header("Transfer-Encoding", "chunked")
	gone := c.Request.Context().Done()
	c.Stream(func(w io.Writer) bool {
		select {
		case message := <-messages:
			name := message.Event
			if name == "" {
				name = "message"
			}
			c.SSEvent(name, message.Data)
			return true
		case <-gone:
			return false
		}
	})
}

func publish(c *gin.Context) {
	var message published
	if err := c.BindJSON(&message); err != nil {
		return
	}
	mutex.Lock()
	defer mutex.Unlock()
	for client := range clients {
		select {
		case client <- message:
		default:
		}
	}
	c.Status(http.StatusNoContent)
}

func main() {
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.GET("/events", events)
	router.POST("/publish", publish)
	log.Fatal(router.Run("127.0.0.1:" + port("8423")))
}

func port(usual string) string {
	if len(os.Args) > 1 {
		return os.Args[1]
	}
	return usual
}
