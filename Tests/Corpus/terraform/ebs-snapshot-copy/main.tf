# kamae: fail aws/ec2/snapshot-encrypted aws_ebs_snapshot_copy.plain
# kamae: pass aws/ec2/snapshot-encrypted aws_ebs_snapshot_copy.good
resource "aws_ebs_snapshot_copy" "plain" {
  source_snapshot_id = "snap-0a1b2c3d4e5f60718"
  source_region      = "us-east-1"
  encrypted          = false
}

resource "aws_ebs_snapshot_copy" "good" {
  source_snapshot_id = "snap-0a1b2c3d4e5f60718"
  source_region      = "us-east-1"
  encrypted          = true
}
