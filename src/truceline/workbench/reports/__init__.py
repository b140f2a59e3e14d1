"""Reports: what a day, or one incident, comes to under stated views; made, laid out, issued."""
