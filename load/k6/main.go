// k6 with the extension k6/x/eventsource.
package main

import (
	"go.k6.io/k6/v2/cmd"

	_ "github.com/ssespec/ssespec/load/k6/eventsource"
)

func main() {
	cmd.Execute()
}
