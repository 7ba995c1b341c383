package eventsource

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/grafana/sobek"
)

// summary returns the result of this process as a script object.
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

// save writes the result to a file as one line, or to standard output if the file is "-". If a handleSummary calls it and returns
// nothing, k6 still prints its own summary.
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
