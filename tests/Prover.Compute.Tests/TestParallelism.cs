using Xunit;

// Devices use all cores by themselves, and some tests time them: one class after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
