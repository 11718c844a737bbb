package gitrepo

type history struct{}
