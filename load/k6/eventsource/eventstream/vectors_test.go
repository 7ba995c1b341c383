package eventstream

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

type vectorEvent struct {
	Type        string `json:"type"`
	Data        string `json:"data"`
	LastEventID string `json:"lastEventId"`
}

type expectation struct {
	Events         []vectorEvent `json:"events"`
	LastEventID    string        `json:"lastEventId"`
	ReconnectionMS *float64      `json:"reconnection_time_ms"`
}

type vector struct {
	Name, Text, B64 string
	Expect          expectation
}

func (v vector) bytes(t *testing.T) []byte {
	if v.B64 == "" {
		return []byte(v.Text)
	}
	b, err := base64.StdEncoding.DecodeString(v.B64)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// collected has the decoded events of a stream.
type collected struct {
	events   []vectorEvent
	comments int
}

func (c *collected) Event(e Event) {
	c.events = append(c.events, vectorEvent{Text(e.Type), Text(e.Data), Text(e.LastEventID)})
}
func (c *collected) Comment() { c.comments++ }

func parse(t testing.TB, chunks ...[]byte) (expectation, int) {
	var parser Parser
	got := collected{events: []vectorEvent{}}
	for _, chunk := range chunks {
		// A parser that kept a reference to its input would see this.
		fed := append([]byte(nil), chunk...)
		if err := parser.Feed(fed, &got); err != nil {
			t.Fatal(err)
		}
		for i := range fed {
			fed[i] = 'x'
		}
	}
	result := expectation{Events: got.events, LastEventID: Text(parser.LastEventID())}
	if parser.HasReconnection {
		result.ReconnectionMS = &parser.ReconnectionMS
	}
	return result, got.comments
}

func vectors(t testing.TB) []vector {
	files, err := filepath.Glob("../../../../suites/vectors/*.json")
	if err != nil || len(files) == 0 {
		t.Skip("the vectors are in suites/vectors of the repository: this copy of the module has none")
	}
	var all []vector
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var document struct{ Vectors []vector }
		if err := json.Unmarshal(content, &document); err != nil {
			t.Fatal(file, err)
		}
		all = append(all, document.Vectors...)
	}
	return all
}

func TestVectorsWholeByteByByteAndAtEverySplit(t *testing.T) {
	all := vectors(t)
	if len(all) < 250 {
		t.Fatalf("only %d vectors were read", len(all))
	}
	for _, v := range all {
		t.Run(v.Name, func(t *testing.T) {
			whole := v.bytes(t)
			check := func(how string, at int, chunks ...[]byte) {
				if got, _ := parse(t, chunks...); !reflect.DeepEqual(got, v.Expect) {
					t.Fatalf("%s at %d\nexpected %+v\nactual   %+v", how, at, v.Expect, got)
				}
			}
			check("whole", 0, whole)
			single := make([][]byte, len(whole))
			for i := range whole {
				single[i] = whole[i : i+1]
			}
			check("byte by byte", 0, single...)
			if len(whole) > 1<<16 {
				return // every split of such a long stream would take minutes
			}
			for at := range whole {
				check("split", at, whole[:at], whole[at:])
			}
		})
	}
}
