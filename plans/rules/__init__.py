"""What plans allow: pure, each rule quoting the item it enforces."""
