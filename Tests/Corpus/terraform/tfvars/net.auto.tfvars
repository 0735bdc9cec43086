database = { public = true }
