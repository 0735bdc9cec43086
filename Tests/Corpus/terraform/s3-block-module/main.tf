# Bucket and protection in two modules; the id travels through an output.
# kamae: pass aws/s3/bucket-public-access-block
# kamae: pass aws/s3/bucket-block-public-policy
# kamae: pass aws/s3/bucket-encryption
# kamae: fail aws/s3/bucket-versioning
module "bucket" {
  source = "./modules/bucket"
  name   = "acme-invoices"
}

module "protection" {
  source    = "./modules/protection"
  bucket_id = module.bucket.id
}
