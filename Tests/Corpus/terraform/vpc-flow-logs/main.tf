# kamae: pass aws/vpc/flow-logs aws_vpc.logged aws_vpc.rejects
# kamae: fail aws/vpc/flow-logs aws_vpc.silent aws_vpc.accepts
resource "aws_vpc" "logged" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_flow_log" "logged" {
  vpc_id               = aws_vpc.logged.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::acme-flow-logs"
}

resource "aws_vpc" "rejects" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_flow_log" "rejects" {
  vpc_id          = aws_vpc.rejects.id
  traffic_type    = "REJECT"
  log_destination = "arn:aws:logs:eu-west-1:111122223333:log-group:flow"
  iam_role_arn    = "arn:aws:iam::111122223333:role/flow"
}

resource "aws_vpc" "silent" {
  cidr_block = "10.2.0.0/16"
}

resource "aws_vpc" "accepts" {
  cidr_block = "10.3.0.0/16"
}

resource "aws_flow_log" "accepts" {
  vpc_id          = aws_vpc.accepts.id
  traffic_type    = "ACCEPT"
  log_destination = "arn:aws:s3:::acme-flow-logs"
}
