"""The AWS emulators (ministack and LocalStack), and the deployment of the local stage into them."""
