// A stream of Server-Sent Events on net/http that conforms.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// Each client has a queue; who lets it fill up is let go, and connects again.
const queued = 64

var (
	mutex   sync.Mutex
	clients = map[chan string]bool{}
	lines   = strings.NewReplacer("\r\n", "\ndata: ", "\r", "\ndata: ", "\n", "\ndata: ")
)

func events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-cache, no-transform")
	if r.Method == http.MethodHead {
		return
	}
	queue := make(chan string, queued)
	mutex.Lock()
	clients[queue] = true
	mutex.Unlock()
	defer leave(queue)
	flush := http.NewResponseController(w).Flush
	heartbeat := time.NewTicker(time.Second)
	defer heartbeat.Stop()
	for flush() == nil {
		select {
		case event, open := <-queue:
			if !open {
				return
			}
			fmt.Fprint(w, event)
		case <-heartbeat.C:
			fmt.Fprint(w, ": \n\n")
		case <-r.Context().Done():
			return
		}
	}
}

func leave(queue chan string) {
	mutex.Lock()
	defer mutex.Unlock()
	delete(clients, queue)
}

func publish(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "the body cannot be read", http.StatusBadRequest)
		return
	}
	event := "data: " + lines.Replace(string(data)) + "\n\n"
	mutex.Lock()
	defer mutex.Unlock()
	for queue := range clients {
		select {
		case queue <- event:
		default:
			delete(clients, queue)
			close(queue)
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func main() {
	port := "8080"
	if len(os.Args) > 1 {
		port = os.Args[1]
	}
	// A pattern with a method answers the others by 405 with Allow.
	http.HandleFunc("GET /events", events)
	http.HandleFunc("POST /publish", publish)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
