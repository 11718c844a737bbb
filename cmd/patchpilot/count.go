package main

import (
	"fmt"
	"strconv"
)

// count is the value of a flag that takes a whole number from some number on.
type count struct {
	n     *int
	least int
}

func (c count) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < c.least {
		return fmt.Errorf("there are whole numbers from %d on", c.least)
	}
	*c.n = n
	return nil
}

func (c count) String() string {
	if c.n == nil || *c.n == 0 {
		return ""
	}
	return strconv.Itoa(*c.n)
}

func (count) Type() string { return "int" }
