package eventsource

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/grafana/sobek"
)

// summary gives the result of this process as an object of the script.
func (m *module) summary() (sobek.Value, error) {
	encoded, err := json.Marshal(m.process.result())
	if err != nil {
		return nil, err
	}
	rt := m.vu.Runtime()
	parse, ok := sobek.AssertFunction(rt.GlobalObject().Get("JSON").ToObject(rt).Get("parse"))
	if !ok {
		return nil, fmt.Errorf("JSON.parse is no function any more")
	}
	return parse(sobek.Undefined(), rt.ToValue(string(encoded)))
}

// save writes the result to a file as one line, to standard output where the file is "-". A handleSummary that calls it, and returns
// nothing, leaves k6's own summary in place.
func (m *module) save(file string) error {
	encoded, err := json.Marshal(m.process.result())
	if err != nil {
		return err
	}
	encoded = append(encoded, '\n')
	if file == "-" {
		_, err = os.Stdout.Write(encoded)
	} else {
		err = os.WriteFile(file, encoded, 0o644) //nolint:gosec // others may read a result
	}
	if err != nil {
		return fmt.Errorf("the result cannot be written: %w", err)
	}
	return nil
}
