"""Tables inside documents: lines become rows (`rows`), heads speak (`heads`), figures are facts."""
