// A stream of Server-Sent Events with tmaxmax/go-sse, as its README shows Server, Joe and ValidReplayer.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/tmaxmax/go-sse"
)

func main() {
	replayer, err := sse.NewValidReplayer(5*time.Minute, true)
	if err != nil {
		log.Fatal(err)
	}
	server := &sse.Server{Provider: &sse.Joe{Replayer: replayer}}

	http.Handle("/events", server)
	http.HandleFunc("POST /publish", func(w http.ResponseWriter, r *http.Request) {
		var published struct{ Data, Event string }
		if err := json.NewDecoder(r.Body).Decode(&published); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		message := &sse.Message{}
		message.AppendData(published.Data)
		if published.Event != "" {
			var err error
			if message.Type, err = sse.NewType(published.Event); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
		}
		if err := server.Publish(message); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port("8421"), nil))
}

func port(usual string) string {
	if len(os.Args) > 1 {
		return os.Args[1]
	}
	return usual
}
