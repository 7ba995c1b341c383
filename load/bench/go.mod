module github.com/ssespec/ssespec/load/bench

go 1.25.0
