"""What people see when it takes more than one room: start, hearing, section, receipt, result."""
