using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ArticleDigest.Analysis.Extractive;

/// <summary>A list over a rented array, so that reading an article leaves little behind for the collector.</summary>
internal sealed class PooledList<T>(int capacity) : IDisposable
{
    private T[] _items = ArrayPool<T>.Shared.Rent(Math.Max(capacity, 16));

    public int Count { get; private set; }

    public ref T this[int index] => ref _items[index];

    // Never longer than the array, so that nothing need be checked where it is asked for per word.
    public Span<T> Span => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(_items), Count);

    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Grow();
        }

        _items[Count++] = item;
    }

    /// <summary>Adds so many items at once.</summary>
    public void Fill(T item, int count)
    {
        while (Count + count > _items.Length)
        {
            Grow();
        }

        _items.AsSpan(Count, count).Fill(item);
        Count += count;
    }

    /// <summary>Adds some items.</summary>
    public void AddRange(ReadOnlySpan<T> items)
    {
        while (Count + items.Length > _items.Length)
        {
            Grow();
        }

        items.CopyTo(_items.AsSpan(Count));
        Count += items.Length;
    }

    /// <summary>Forgets what is behind.</summary>
    public void Shorten(int count) => Count = count;

    public void Dispose()
    {
        T[] items = _items;
        _items = [];
        Count = 0;
        if (items.Length > 0)
        {
            ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    private void Grow()
    {
        T[] larger = ArrayPool<T>.Shared.Rent(_items.Length * 2);
        _items.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<T>.Shared.Return(_items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        _items = larger;
    }
}
